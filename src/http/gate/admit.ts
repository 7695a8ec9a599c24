// Answers to those who are in: by a pass they show, by a decision just made, or because the room stands open.

import type { Asked } from "../../desk/desk.ts";
import { phaseAt } from "../../domain/calendar.ts";
import type { Pass } from "../../domain/pass.ts";
import { bareStatus } from "../../domain/status.ts";
import type { Newcomer, Ticket } from "../../domain/ticket.ts";
import { signPass, signPassCopy } from "../../seal/pass-seal.ts";
import { gateHeaders } from "../answers/headers.ts";
import { pathForRedirect, targetWithPass } from "../answers/redirect-target.ts";
import { forward } from "../origin/forward.ts";
import { clearTicketCookie, setPassCookie } from "../request/cookies.ts";
import type { RequestContext, ShownPass } from "../request/request-context.ts";
import { freshTicketCookie } from "../request/ticket-cookie.ts";
import { answerSubresource } from "./wait.ts";

/** The copy that goes with a redirect is for the next request only. */
const COPY_SECONDS = 60;

/** A pass was shown: to the origin, or where else the admitted go. */
export async function letIn(context: RequestContext, shown: ShownPass): Promise<Response> {
  const { room, kind } = context;
  const isElsewhere = kind === "status" || room.admission.kind === "redirect";
  if (!isElsewhere)
    return forward(context, { passToken: shown.token, pass: shown.pass, setCookies: renewal(context, shown) });
  if (kind === "subresource") return answerSubresource();
  const setCookies = await renewal(context, shown);
  return kind === "navigation" ? redirect(context, shown.pass, setCookies) : answerAdmitted(context, setCookies);
}

/** A script has just decided: the pass is minted and its holder is let in, or told so where he asked by script. */
export async function admitNow(
  context: RequestContext,
  admitted: Extract<Asked, { kind: "admitted" }>,
  holder: Ticket | Newcomer,
): Promise<Response> {
  const { room, keyring, kind, nowMs, request } = context;
  const pass: Pass = {
    room: room.name,
    visitor: holder.visitor,
    issuedAtMs: nowMs,
    expiresAtMs: admitted.untilMs,
    sinceMs: nowMs,
    epoch: admitted.epoch,
    stage: admitted.as === "call" ? "fresh" : "last",
  };
  const token = await signPass(keyring, pass);
  const setCookies = [passCookie(context, pass, token)];
  if (admitted.as === "seat") setCookies.push(clearTicketCookie(context.cookieNames));
  // Who came without one: it leads him back to the front, should his call lapse while he reads.
  else if (!("stage" in holder)) setCookies.push(await freshTicketCookie(context, holder));
  if (kind === "status") return answerAdmitted(context, setCookies);
  if (room.admission.kind === "redirect") {
    return kind === "navigation" ? redirect(context, pass, setCookies) : answerAdmitted(context, setCookies);
  }
  const hasWaited = "stage" in holder;
  const isPage = request.method === "GET" || request.method === "HEAD";
  if (kind === "navigation" && hasWaited && !isPage) return seeOwnPage(context, setCookies);
  return forward(context, { passToken: token, pass, admitted: setCookies });
}

/** With `ON_FAULT=open` and Redis away everyone is let through; else `null`. */
export function passOpenly(context: RequestContext): Promise<Response> | Response | null {
  const { room, desk, nowMs } = context;
  if (room.onFault !== "open" || desk.outageSinceMs() === null) return null;
  // `ON_FAULT=open` never opens a room that is paused, sold out or not yet open.
  if (desk.control().state !== "open" || phaseAt(room.calendar, nowMs) === "opening") return null;
  return letThrough(context);
}

/** As if there were no room: to the site, and no pass is minted. `null` for what has no way there. */
export function letThrough(context: RequestContext): Promise<Response> | Response | null {
  const { room, kind } = context;
  if (kind === "status") return answerAdmitted(context, []);
  if (room.admission.kind === "forward") return forward(context, { passToken: null });
  if (kind !== "navigation") return null;
  return new Response(null, {
    status: 302,
    headers: gateHeaders("admitted", { Location: room.admission.targetUrl }),
  });
}

async function renewal(context: RequestContext, shown: ShownPass): Promise<readonly string[]> {
  const { desk, keyring, kind, cookieNames } = context;
  const { pass } = shown;
  if (shown.validity === "reclaimed") {
    const cookie = passCookie(context, pass, shown.token);
    return context.cookies === "any" ? [cookie, clearTicketCookie(cookieNames)] : [cookie];
  }
  const next = await desk.usePass(pass, kind === "subresource" ? "watch" : "replace", context.keepAlive);
  if (next === null) return [];
  const cookies = [passCookie(context, next, await signPass(keyring, next))];
  // From here on the seat carries him; until then his ticket would have led him back to the front.
  if (pass.stage === "fresh" && context.cookies === "any") cookies.push(clearTicketCookie(cookieNames));
  return cookies;
}

/**
 * Kept by the browser beyond its end: for the grace, so that a form typed for too long can still show it; a fresh one for
 * a session, so that who was confirmed by what his page pulled in, and then read it for long, is known again.
 */
function passCookie({ room, cookieNames, nowMs }: RequestContext, pass: Pass, token: string): string {
  const beyondSeconds = pass.stage === "fresh" ? room.sessionSeconds : room.graceSeconds;
  return setPassCookie(cookieNames, token, Math.ceil((pass.expiresAtMs - nowMs) / 1000) + beyondSeconds);
}

function answerAdmitted(context: RequestContext, setCookies: readonly string[]): Response {
  const status = bareStatus(context.room.name, "admitted");
  const headers = gateHeaders("admitted", { "Content-Type": "application/json" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(JSON.stringify(status), { headers });
}

/** To where the admitted go in redirect mode, with a copy of the pass that no cookie ever holds. */
async function redirect(context: RequestContext, pass: Pass, setCookies: readonly string[]): Promise<Response> {
  const { room, keyring, nowMs } = context;
  if (room.admission.kind !== "redirect") return seeOwnPage(context, setCookies);
  const expiresAtMs = Math.min(pass.expiresAtMs, nowMs + COPY_SECONDS * 1000);
  const copy = await signPassCopy(keyring, { ...pass, issuedAtMs: nowMs, expiresAtMs }, crypto.randomUUID());
  const location = targetWithPass(room.admission.targetUrl, copy);
  const headers = gateHeaders("admitted", { Location: location, "Referrer-Policy": "no-referrer" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/** After waiting, a page goes to its own URL by GET: what was posted before the wait is not posted again unasked. */
function seeOwnPage(context: RequestContext, setCookies: readonly string[]): Response {
  const headers = gateHeaders("admitted", { Location: pathForRedirect(context.url) ?? "/" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
