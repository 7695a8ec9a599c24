// Headers on the way to the origin and back. Fetching is forward.ts's work, deciding the gate's.

import { withoutCorralCookies } from "../request/cookies.ts";
import { setCookieForPublic, toPublicLocation } from "./public-host.ts";

/** `"route"`: the Worker is a route of the site, so the request's own URL leads to the origin. */
export type Origin = URL | "route";

/** Shared caches prefer these to `Cache-Control`, and would hand one visitor's pass to the next. */
const SHARED_CACHE_HEADERS = ["cdn-cache-control", "cloudflare-cdn-cache-control", "surrogate-control", "expires"];

/** `new Response` accepts no other status. A 101 also carries its socket in the object itself. */
const REBUILDABLE = { lowest: 200, highest: 599 };

const HAS_NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The request as the origin gets it.
 *
 * *Guarantees*: the body streams. No header whose name begins with `corral` comes from the client (also with `_` for
 * `-`). The path is the one the gate judged: Workers give `request.url` as the client wrote it, so `/admin/%2e%2e/pay`
 * would be judged as `/pay` but sent unchanged.
 */
export function requestForOrigin(
  request: Request,
  options: { readonly origin: Origin; readonly passToken: string | null },
): Request {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  deleteCorralHeaders(headers);
  const cookies = withoutCorralCookies(headers.get("cookie"));
  if (cookies === null) headers.delete("cookie");
  else headers.set("cookie", cookies);
  if (options.passToken !== null) headers.set("corral-pass", options.passToken);
  const target = options.origin === "route" ? url.href : options.origin.origin + url.pathname + url.search;
  if (options.origin !== "route") setForwardedHost(headers, url);
  return new Request(new Request(target, request), { headers, redirect: "manual" });
}

/**
 * The origin's answer as the visitor gets it.
 *
 * *Guarantees*: the body streams unchanged. A 101 is the same object. Several `Set-Cookie` stay separate, ours last. No
 * cache keeps an answer that carries ours.
 */
export function answerFromOrigin(
  response: Response,
  options: { readonly request: Request; readonly origin: Origin; readonly setCookies: readonly string[] },
): Response {
  const { status, statusText } = response;
  if (status < REBUILDABLE.lowest || status > REBUILDABLE.highest) return response;
  const headers = new Headers(response.headers);
  deleteCorralHeaders(headers);
  if (options.origin !== "route") rewriteForPublicHost(headers, options.origin, new URL(options.request.url));
  for (const cookie of options.setCookies) headers.append("set-cookie", cookie);
  if (options.setCookies.length > 0) {
    headers.set("cache-control", "private, no-store");
    for (const name of SHARED_CACHE_HEADERS) headers.delete(name);
  }
  return new Response(HAS_NO_BODY.has(status) ? null : response.body, { status, statusText, headers });
}

/** The origin's `Corral-Command`; `null` if there is none or it is unknown. */
export function readCommand(response: Response): "release" | "soldout" | null {
  const command = response.headers.get("corral-command")?.trim().toLowerCase();
  return command === "release" || command === "soldout" ? command : null;
}

function deleteCorralHeaders(headers: Headers): void {
  // Header names are in lower case. `_` for `-`, as CGI reads it, cannot occur within this prefix.
  for (const name of [...headers.keys()]) if (name.startsWith("corral")) headers.delete(name);
}

function setForwardedHost(headers: Headers, url: URL): void {
  for (const name of [...headers.keys()]) {
    // PHP and WSGI read `X_Forwarded_Host` as `X-Forwarded-Host`.
    if (/^x[-_]forwarded[-_](?:host|proto)$/.test(name)) headers.delete(name);
  }
  headers.delete("host"); // fetch writes the one it connects to
  headers.set("x-forwarded-host", url.host);
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
}

function rewriteForPublicHost(headers: Headers, origin: URL, publicUrl: URL): void {
  const location = headers.get("location");
  if (location !== null) headers.set("location", toPublicLocation(location, origin, publicUrl));
  const cookies = headers.getSetCookie();
  if (cookies.length === 0) return;
  headers.delete("set-cookie");
  for (const cookie of cookies) headers.append("set-cookie", setCookieForPublic(cookie, origin, publicUrl));
}
