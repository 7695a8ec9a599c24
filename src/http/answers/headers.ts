// The headers of every answer the gate makes itself. Answers of the origin are dressed in origin.ts.

import type { Language } from "../../domain/language.ts";

/**
 * What every answer of the gate's own carries. `extra` adds to it and overrides it by name: a redirect that carries a
 * pass says `Referrer-Policy: no-referrer`, a 429 adds `Retry-After`.
 */
export function gateHeaders(state: string, extra: Readonly<Record<string, string>> = {}): Headers {
  const headers = new Headers({
    "Cache-Control": "no-store",
    "Corral-State": state,
    "X-Robots-Tag": "noindex",
    Vary: "Accept, Cookie",
    "X-Content-Type-Options": "nosniff",
    // Not no-referrer: under it browsers send `Origin: null` with the page's own leave form, and it would count as foreign.
    "Referrer-Policy": "same-origin",
  });
  for (const [name, value] of Object.entries(extra)) headers.set(name, value);
  return headers;
}

/** `gateHeaders` for a page: HTML in one language that nobody may frame, under its content security policy. */
export function pageHeaders(
  state: string,
  { csp, language }: { readonly csp: string; readonly language: Language },
  extra: Readonly<Record<string, string>> = {},
): Headers {
  return gateHeaders(state, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": language,
    Vary: "Accept, Cookie, Accept-Language",
    "Content-Security-Policy": csp,
    "X-Frame-Options": "DENY",
    ...extra,
  });
}

/** `Retry-After` in whole seconds, rounded up: back too early is one request wasted. At least 1. */
export function retryAfter(seconds: number): string {
  return String(Math.max(1, Math.ceil(seconds)));
}

/**
 * The answer to a CORS preflight while waiting: it allows nothing.
 *
 * *Guarantees*: no other origin's script ever gets to send `Corral: leave` or to read a status. A preflight carries no
 * cookies, so no visitor can be told from it, and allowing in the origin's stead would undo the origin's own policy;
 * an API that other origins call belongs under `BYPASS`.
 */
export function preflightAnswer(): Response {
  return new Response(null, { status: 204, headers: gateHeaders("waiting") });
}
