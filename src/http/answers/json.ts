// JSON of the endpoints that everybody may read, from any site.

import { gateHeaders } from "./headers.ts";

/** Caches keep it this long: watching a room costs it nothing. */
export const CACHED = "public, max-age=2";

/** A JSON answer that any site's script may read. */
export function answerJson(
  status: number,
  body: unknown,
  cacheControl: string,
  extra: Readonly<Record<string, string>> = {},
): Response {
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": cacheControl,
    "Access-Control-Allow-Origin": "*",
    ...extra,
  };
  return new Response(JSON.stringify(body), { status, headers: gateHeaders("open", { ...headers, Vary: "Accept" }) });
}

/** What is wrong with a request, in a sentence for whoever sent it. */
export function refuse(status: number, problem: string, extra: Readonly<Record<string, string>> = {}): Response {
  return answerJson(status, { problem }, "no-store", extra);
}
