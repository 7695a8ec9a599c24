// Corral's cookies as they look in headers. Whether a token in one is any good is the seal's business.

import type { Language } from "../../domain/language.ts";

export type CookieScheme = "https" | "http";

export type CookieNames = {
  readonly scheme: CookieScheme;
  readonly ticket: string;
  readonly pass: string;
  /** Of no room: who has chosen a language reads it in all of them. */
  readonly language: string;
};

/** More of one name come from somebody who tries things out; each costs a signature check. */
const MAX_VALUES_PER_NAME = 8;

/** Browsers keep no cookie for longer than 400 days (RFC 6265bis). */
const LONGEST_COOKIE_SECONDS = 34_560_000;

/** From one event to the next year's. */
const LANGUAGE_COOKIE_SECONDS = LONGEST_COOKIE_SECONDS;

const OURS = /^(?:__Host-)?corral-/;

/** The cookieNames in one room. Plain http is localhost only, where browsers take neither `__Host-` nor `Secure`. */
export function cookieNames(roomName: string, scheme: CookieScheme): CookieNames {
  const prefix = scheme === "https" ? "__Host-corral" : "corral";
  return {
    scheme,
    ticket: `${prefix}-ticket-${roomName}`,
    pass: `${prefix}-pass-${roomName}`,
    language: `${prefix}-language`,
  };
}

/**
 * The values under a name, in order: of duplicate cookies the first good one counts.
 *
 * *Guarantees*: never throws, whatever the header holds. *Costs*: linear in the header; the first 8 values at most.
 */
export function readAll(cookieHeader: string | null, name: string): string[] {
  const values: string[] = [];
  for (const part of (cookieHeader ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    values.push(part.slice(equals + 1).trim());
    if (values.length === MAX_VALUES_PER_NAME) break;
  }
  return values;
}

/** The header without the cookies of any room of Corral's, the rest as sent, byte for byte; `null` when nothing is left. */
export function withoutOurs(cookieHeader: string | null): string | null {
  if (cookieHeader === null) return null;
  const foreign = cookieHeader.split(";").filter((part) => !OURS.test(part.trimStart()));
  const rest = foreign.join(";").trim();
  return rest === "" ? null : rest;
}

/** `Set-Cookie` for a ticket: `Lax`, since it is wanted back by navigations and by the page's own polls only. */
export function setTicketCookie(cookieNames: CookieNames, token: string, lifeSeconds: number): string {
  return setCookie(cookieNames, "ticket", token, lifeSeconds);
}

/** `Set-Cookie` for a pass: `None`, since payment providers return people by cross-site POST. */
export function setPassCookie(cookieNames: CookieNames, token: string, lifeSeconds: number): string {
  return setCookie(cookieNames, "pass", token, lifeSeconds);
}

/** `Set-Cookie` for the language chosen, which is nobody's secret. */
export function setLanguageCookie(cookieNames: CookieNames, language: Language): string {
  return setCookie(cookieNames, "language", language, LANGUAGE_COOKIE_SECONDS);
}

export function clearTicketCookie(cookieNames: CookieNames): string {
  return setCookie(cookieNames, "ticket", "", 0);
}

export function clearPassCookie(cookieNames: CookieNames): string {
  return setCookie(cookieNames, "pass", "", 0);
}

/** RFC 6265, section 4.1. A token is base64url and dots, a language letters and a dash: nothing needs encoding. */
function setCookie(
  cookieNames: CookieNames,
  use: "ticket" | "pass" | "language",
  value: string,
  lifeSeconds: number,
): string {
  const maxAge = Math.floor(Math.min(Math.max(lifeSeconds, 0), LONGEST_COOKIE_SECONDS));
  const isSecure = cookieNames.scheme === "https";
  const sameSite = isSecure && use === "pass" ? "None" : "Lax";
  return `${cookieNames[use]}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly${isSecure ? "; Secure" : ""}; SameSite=${sameSite}`;
}
