// Answers to those who are in: by a pass they show, by a decision just made, or because the room stands open.

import type { Asked, Newcomer } from "../../desk/desk.ts";
import { phaseAt } from "../../domain/calendar.ts";
import type { Pass } from "../../domain/pass.ts";
import { bareStatus } from "../../domain/status.ts";
import type { Ticket } from "../../domain/ticket.ts";
import { signPass, signPassCopy } from "../../seal/pass-seal.ts";
import { ownHeaders } from "../answers/headers.ts";
import { pathForRedirect, targetWithPass } from "../answers/redirect-target.ts";
import { forward } from "../origin/forward.ts";
import { clearTicketCookie, setPassCookie } from "../request/cookies.ts";
import type { Visit } from "../request/request-context.ts";
import { freshTicketCookie } from "../request/ticket-cookie.ts";
import { answerSubresource } from "./wait.ts";

/** The copy that goes with a redirect is for the next request only. */
const COPY_SECONDS = 60;

/** `reclaimed` says that the token was minted for this request and that the browser does not have it yet. */
export type CurrentPass = { readonly pass: Pass; readonly token: string; readonly reclaimed?: "now" };

/** A pass was shown: to the origin, or where else the admitted go. */
export async function letIn(visit: Visit, current: CurrentPass): Promise<Response> {
  const { parts, kind } = visit;
  const isElsewhere = kind === "status" || parts.room.admission.kind === "redirect";
  if (!isElsewhere)
    return forward(visit, { passToken: current.token, pass: current.pass, setCookies: renewal(visit, current) });
  if (kind === "subresource") return answerSubresource();
  const setCookies = await renewal(visit, current);
  return kind === "navigation" ? redirect(visit, current.pass, setCookies) : answerAdmitted(visit, setCookies);
}

/** A script has just decided: the pass is minted and its holder is let in, or told so where he asked by script. */
export async function admitNow(
  visit: Visit,
  admitted: Extract<Asked, { kind: "admitted" }>,
  holder: Ticket | Newcomer,
): Promise<Response> {
  const { parts, kind, nowMs, request } = visit;
  const pass: Pass = {
    room: parts.room.name,
    visitor: holder.visitor,
    issuedAtMs: nowMs,
    expiresAtMs: admitted.untilMs,
    sinceMs: nowMs,
    epoch: admitted.epoch,
    stage: admitted.as === "call" ? "fresh" : "last",
  };
  const token = await signPass(parts.keyring, pass);
  const setCookies = [passCookie(visit, pass, token)];
  if (admitted.as === "seat") setCookies.push(clearTicketCookie(visit.names));
  // Who came without one: it leads him back to the front, should his call lapse while he reads.
  else if (!("stage" in holder)) setCookies.push(await freshTicketCookie(visit, holder));
  if (kind === "status") return answerAdmitted(visit, setCookies);
  if (parts.room.admission.kind === "redirect") {
    return kind === "navigation" ? redirect(visit, pass, setCookies) : answerAdmitted(visit, setCookies);
  }
  const hasWaited = "stage" in holder;
  const isPage = request.method === "GET" || request.method === "HEAD";
  if (kind === "navigation" && hasWaited && !isPage) return seeOwnPage(visit, setCookies);
  return forward(visit, { passToken: token, pass, admitted: setCookies });
}

/** With `ON_FAULT=open` and Redis away everyone is let through; else `null`. */
export function passOpenly(visit: Visit): Promise<Response> | Response | null {
  const { parts, nowMs } = visit;
  if (parts.room.onFault !== "open" || parts.desk.outageSinceMs() === null) return null;
  // Whoever shut the room, or keeps it shut until it opens, did not mean it to be opened by a fault.
  if (parts.desk.control().state !== "open" || phaseAt(parts.room.calendar, nowMs) === "opening") return null;
  return letThrough(visit);
}

/** As if there were no room: to the site, and no pass is minted. `null` for what has no way there. */
export function letThrough(visit: Visit): Promise<Response> | Response | null {
  const { parts, kind } = visit;
  if (kind === "status") return answerAdmitted(visit, []);
  if (parts.room.admission.kind === "forward") return forward(visit, { passToken: null });
  if (kind !== "navigation") return null;
  return new Response(null, {
    status: 302,
    headers: ownHeaders("admitted", { Location: parts.room.admission.targetUrl }),
  });
}

async function renewal(visit: Visit, current: CurrentPass): Promise<readonly string[]> {
  const { parts, kind, names } = visit;
  const { pass } = current;
  if (current.reclaimed === "now") {
    const cookie = passCookie(visit, pass, current.token);
    return visit.cookies === "any" ? [cookie, clearTicketCookie(names)] : [cookie];
  }
  const next = await parts.desk.usePass(pass, kind === "subresource" ? "watch" : "replace", visit.keepAlive);
  if (next === null) return [];
  const cookies = [passCookie(visit, next, await signPass(parts.keyring, next))];
  // From here on the seat carries him; until then his ticket would have led him back to the front.
  if (pass.stage === "fresh" && visit.cookies === "any") cookies.push(clearTicketCookie(names));
  return cookies;
}

/**
 * Kept by the browser beyond its end: for the grace, so that a form typed for too long can still show it; a fresh one for
 * a session, so that who was confirmed by what his page pulled in, and then read it for long, is known again.
 */
function passCookie({ parts, names, nowMs }: Visit, pass: Pass, token: string): string {
  const beyondSeconds = pass.stage === "fresh" ? parts.room.sessionSeconds : parts.room.graceSeconds;
  return setPassCookie(names, token, Math.ceil((pass.expiresAtMs - nowMs) / 1000) + beyondSeconds);
}

function answerAdmitted(visit: Visit, setCookies: readonly string[]): Response {
  const status = bareStatus(visit.parts.room.name, "admitted");
  const headers = ownHeaders("admitted", { "Content-Type": "application/json" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(JSON.stringify(status), { headers });
}

/** To where the admitted go in redirect mode, with a copy of the pass that no cookie ever holds. */
async function redirect(visit: Visit, pass: Pass, setCookies: readonly string[]): Promise<Response> {
  const { parts, nowMs } = visit;
  if (parts.room.admission.kind !== "redirect") return seeOwnPage(visit, setCookies);
  const expiresAtMs = Math.min(pass.expiresAtMs, nowMs + COPY_SECONDS * 1000);
  const copy = await signPassCopy(parts.keyring, { ...pass, issuedAtMs: nowMs, expiresAtMs }, crypto.randomUUID());
  const location = targetWithPass(parts.room.admission.targetUrl, copy);
  const headers = ownHeaders("admitted", { Location: location, "Referrer-Policy": "no-referrer" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/** After waiting, a page goes to its own URL by GET: what was posted before the wait is not posted again unasked. */
function seeOwnPage(visit: Visit, setCookies: readonly string[]): Response {
  const headers = ownHeaders("admitted", { Location: pathForRedirect(visit.url) ?? "/" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
