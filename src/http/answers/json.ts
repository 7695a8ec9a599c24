// JSON answers of the public endpoints, readable from any site.

import { gateHeaders } from "./headers.ts";

/** `Cache-Control` of public figures: caches answer for 2 s, so watching a room costs it next to nothing. */
export const CACHED = "public, max-age=2";

/**
 * A JSON answer that a script of any site may read (`Access-Control-Allow-Origin: *`); `extra` headers override.
 * `Vary` is `Accept` alone: the body does not depend on cookies, so caches may share it.
 */
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

/** An error answer as JSON: `problem` is one sentence for the caller. Never cached. */
export function refuse(status: number, problem: string, extra: Readonly<Record<string, string>> = {}): Response {
  return answerJson(status, { problem }, "no-store", extra);
}
