// Corral's cookies as header text. Verifying the tokens in them is the seal's work.

import type { Language } from "../../domain/language.ts";

export type CookieScheme = "https" | "http";

export type CookieNames = {
  readonly scheme: CookieScheme;
  readonly ticket: string;
  readonly pass: string;
  /** Carries no room: a chosen language applies to all of them. */
  readonly language: string;
};

/** More values of one name mean that somebody is probing. Each value costs a signature check. */
const MAX_VALUES_PER_NAME = 8;

/** 400 days: browsers keep no cookie for longer (RFC 6265bis). */
const LONGEST_COOKIE_SECONDS = 34_560_000;

/** From one year's event to the next. */
const LANGUAGE_COOKIE_SECONDS = LONGEST_COOKIE_SECONDS;

const OURS = /^(?:__Host-)?corral-/;

/** The names of a room's cookies. Plain http is for localhost, where browsers accept neither `__Host-` nor `Secure`. */
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
 * The values under a name, in order. Callers use the first good one of several.
 *
 * *Guarantees*: never throws, whatever the header holds. *Costs*: linear in the header; at most 8 values.
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

/** The header without Corral's cookies (of any room), the rest byte for byte; `null` when nothing is left. */
export function withoutCorralCookies(cookieHeader: string | null): string | null {
  if (cookieHeader === null) return null;
  const foreign = cookieHeader.split(";").filter((part) => !OURS.test(part.trimStart()));
  const rest = foreign.join(";").trim();
  return rest === "" ? null : rest;
}

/** `Set-Cookie` for a ticket: `Lax`, since only navigations and the page's own polls need to send it. */
export function setTicketCookie(cookieNames: CookieNames, token: string, lifeSeconds: number): string {
  return setCookie(cookieNames, "ticket", token, lifeSeconds);
}

/** `Set-Cookie` for a pass: `None`, since payment providers send people back by cross-site POST. */
export function setPassCookie(cookieNames: CookieNames, token: string, lifeSeconds: number): string {
  return setCookie(cookieNames, "pass", token, lifeSeconds);
}

/** `Set-Cookie` for the chosen language, which is not secret. */
export function setLanguageCookie(cookieNames: CookieNames, language: Language): string {
  return setCookie(cookieNames, "language", language, LANGUAGE_COOKIE_SECONDS);
}

/** `Set-Cookie` that removes the ticket. */
export function clearTicketCookie(cookieNames: CookieNames): string {
  return setCookie(cookieNames, "ticket", "", 0);
}

/** `Set-Cookie` that removes the pass. */
export function clearPassCookie(cookieNames: CookieNames): string {
  return setCookie(cookieNames, "pass", "", 0);
}

/** RFC 6265 §4.1. Tokens are base64url and dots, languages letters and dashes: nothing needs encoding. */
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
