// The kind of a request, by method, URL and headers alone. What the gate answers to each kind is not decided here.

import { htmlAboveJson } from "./accept.ts";
import { matchesAny, type PathPattern } from "./path-pattern.ts";

/**
 * `bypassed`: matches `BYPASS`. `preflight`: CORS. `leave`: gives up seat, call or place. `status`: a poll.
 * `subresource`: what a page pulls in, or a prefetch. `language`: the language switch. `navigation`: asks for a page.
 * `api`: all else.
 */
export type RequestKind =
  | "bypassed"
  | "preflight"
  | "leave"
  | "status"
  | "subresource"
  | "language"
  | "navigation"
  | "api";

/** A request without its body. */
export type RequestHead = { readonly method: string; readonly url: URL; readonly headers: Headers };

/** `Sec-Fetch-Dest` of what a document pulls in by itself; `empty`, `document` and the frames are not among them. */
const SUBRESOURCES: ReadonlySet<string> = new Set(
  (
    "audio audioworklet embed font image json manifest object paintworklet report script serviceworker sharedworker " +
    "speculationrules style text track video worker xslt"
  ).split(" "),
);

/**
 * The first kind that matches. *Guarantees*: a leave comes from this origin, from the person, or with a bearer token.
 */
export function tellKind(request: RequestHead, bypass: readonly PathPattern[]): RequestKind {
  const { headers } = request;
  if (matchesAny(bypass, request.url.pathname)) return "bypassed";
  if (request.method === "OPTIONS" && headers.has("access-control-request-method")) return "preflight";
  if (isLeave(request)) return "leave";
  if (isOwnForm(request, "language")) return "language";
  if (readCorralHeader(headers).verb === "status") return "status";
  if (SUBRESOURCES.has(headers.get("sec-fetch-dest") ?? "") || isSpeculative(headers)) return "subresource";
  if (headers.get("sec-fetch-mode") === "navigate" || htmlAboveJson(headers.get("accept"))) return "navigation";
  return "api";
}

/** Whether a status poll says that its page has polled before, and so was given a ticket it could have shown. */
export function hasAskedBefore(headers: Headers): boolean {
  const { verb, words } = readCorralHeader(headers);
  return verb === "status" && words.includes("asked");
}

/** The bearer token of an `Authorization` header (RFC 6750 §2.1); a leave from server to server shows its pass so. */
export function bearerToken(headers: Headers): string | null {
  return /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/**
 * Whether another site made the browser send this. A sibling subdomain is not another site: its requests carry our
 * `Lax` cookies. Without `Sec-Fetch-Site` an `Origin` of any other host counts, since it does not show siblings.
 */
export function isCrossSite(request: RequestHead): boolean {
  const site = siteOf(request);
  return site === "cross-site" || site === "other-origin";
}

/**
 * Whether the answer may set or clear a cookie other than to renew the sender's own pass. A cross-site POST carries no
 * `Lax` cookies, so a ticket minted for one would replace the place its sender already has.
 */
export function mayChangeCookies(request: RequestHead): boolean {
  return request.method === "GET" || request.method === "HEAD" || !isCrossSite(request);
}

function isLeave(request: RequestHead): boolean {
  if (request.method !== "POST") return false;
  const byHeader = readCorralHeader(request.headers).verb === "leave";
  if (byHeader && bearerToken(request.headers) !== null) return true;
  return byHeader ? isOwnPage(request) : isOwnForm(request, "leave");
}

/** A form of one of Corral's pages, recognised by the query so that no body need be read. */
function isOwnForm(request: RequestHead, form: "leave" | "language"): boolean {
  const isForm = request.method === "POST" && request.url.searchParams.get("corral") === form;
  return isForm && isOwnPage(request);
}

function isOwnPage(request: RequestHead): boolean {
  const site = siteOf(request);
  return site === "same-origin" || site === "none";
}

/** `none`: typed or reloaded by the person, which no site can cause. `unknown`: no header says. */
type Site = "same-origin" | "same-site" | "cross-site" | "none" | "other-origin" | "unknown";

function siteOf({ url, headers }: RequestHead): Site {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "same-site" || site === "cross-site" || site === "none") return site;
  const origin = headers.get("origin");
  if (origin === null) return "unknown";
  return URL.canParse(origin) && new URL(origin).host === url.host ? "same-origin" : "other-origin";
}

function isSpeculative(headers: Headers): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-moz") ?? "";
  return /prefetch|prerender/i.test(purpose);
}

function readCorralHeader(headers: Headers): { readonly verb: string; readonly words: readonly string[] } {
  const [verb = "", ...words] = (headers.get("corral") ?? "").split(";", 4).map((word) => word.trim().toLowerCase());
  return { verb, words };
}
