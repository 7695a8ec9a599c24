// Answers to visitors who are let in: by a pass, by a decision just made, or because `ON_FAULT=open` applies.

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

/** The pass copy in a redirect is meant for the next request only. */
const COPY_SECONDS = 60;

/** For a visitor who shows a pass: forwards to the origin, redirects in redirect mode, answers a poll `admitted`. */
export async function letIn(context: RequestContext, shown: ShownPass): Promise<Response> {
  const { room, kind } = context;
  const isElsewhere = kind === "status" || room.admission.kind === "redirect";
  if (!isElsewhere)
    return forward(context, { passToken: shown.token, pass: shown.pass, setCookies: renewal(context, shown) });
  if (kind === "subresource") return answerSubresource();
  const setCookies = await renewal(context, shown);
  return kind === "navigation" ? redirect(context, shown.pass, setCookies) : answerAdmitted(context, setCookies);
}

/** For a visitor whom a script has just admitted: mints the pass and lets them in, or answers `admitted` to a poll. */
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
  // A newcomer has no ticket yet: it leads them back to the front if their call lapses while they read.
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

/** Lets everyone through while Redis is away and `ON_FAULT=open`; else `null`. */
export function passOpenly(context: RequestContext): Promise<Response> | Response | null {
  const { room, desk, nowMs } = context;
  if (room.onFault !== "open" || desk.outageSinceMs() === null) return null;
  // `ON_FAULT=open` never opens a room that is paused, sold out or not yet open.
  if (desk.control().state !== "open" || phaseAt(room.calendar, nowMs) === "opening") return null;
  return letThrough(context);
}

/** To the site without a pass, as if there were no room; `null` for requests that a redirect cannot answer. */
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
  // Now they hold a seat. Until here their ticket would have led them back to the front.
  if (pass.stage === "fresh" && context.cookies === "any") cookies.push(clearTicketCookie(cookieNames));
  return cookies;
}

/**
 * Browsers keep the cookie beyond the pass's end. A full pass stays for the grace, so that a form typed for too long
 * can still show it. A fresh one stays for a session: a visitor may be confirmed by the page's subresources alone and
 * then read for long before the next request.
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

/** Redirect mode: to `TARGET_URL`, with a copy of the pass that is never in a cookie. */
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

/** After a wait, the page is loaded by GET: a form posted before the wait is not posted again unasked. */
function seeOwnPage(context: RequestContext, setCookies: readonly string[]): Response {
  const headers = gateHeaders("admitted", { Location: pathForRedirect(context.url) ?? "/" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
