// The headers of every answer the gate makes itself. Those of the origin's answers are in origin/origin-headers.ts.

import type { Language } from "../../domain/language.ts";

/**
 * The headers that every answer of the gate itself carries; `state` becomes `Corral-State`. `extra` adds to them and
 * overrides them by name: a redirect that carries a pass says `Referrer-Policy: no-referrer`, a 429 adds `Retry-After`.
 *
 * *Guarantees*: no cache keeps the answer and no search engine indexes it, unless `extra` says otherwise.
 */
export function gateHeaders(state: string, extra: Readonly<Record<string, string>> = {}): Headers {
  const headers = new Headers({
    "Cache-Control": "no-store",
    "Corral-State": state,
    "X-Robots-Tag": "noindex",
    Vary: "Accept, Cookie",
    "X-Content-Type-Options": "nosniff",
    // Not no-referrer: under it browsers send `Origin: null` with the page's own leave form, which would then count as
    // cross-site.
    "Referrer-Policy": "same-origin",
  });
  for (const [name, value] of Object.entries(extra)) headers.set(name, value);
  return headers;
}

/** `gateHeaders` for a page: HTML in one language, under its content security policy, that no site may frame. */
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

/** `Retry-After` in whole seconds, at least 1 (RFC 9110 §10.2.3). Rounded up: a retry that is too early is wasted. */
export function retryAfter(seconds: number): string {
  return String(Math.max(1, Math.ceil(seconds)));
}

/**
 * The answer to a CORS preflight while waiting: it allows nothing.
 *
 * *Guarantees*: no script of another origin can send `Corral: leave` or read a status. A preflight carries no cookies,
 * so the gate cannot recognise the visitor, and an answer in the origin's place would override the origin's own policy.
 * An API that other origins call belongs under `BYPASS`.
 */
export function preflightAnswer(): Response {
  return new Response(null, { status: 204, headers: gateHeaders("waiting") });
}
