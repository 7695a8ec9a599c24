// Answers to visitors who wait: the page, the status JSON, or a bare 503 for a subresource.

import type { Standing } from "../../desk/desk.ts";
import { planFirstAsk } from "../../domain/ask-plan.ts";
import { phaseAt } from "../../domain/calendar.ts";
import type { Control } from "../../domain/control.ts";
import { bareStatus, type Status, stateAt } from "../../domain/status.ts";
import type { Newcomer, Ticket } from "../../domain/ticket.ts";
import { placeIdOf, type VisitorId } from "../../domain/visitor.ts";
import { gateHeaders, retryAfter } from "../answers/headers.ts";
import { waitingPage } from "../answers/pages.ts";
import type { RequestContext } from "../request/request-context.ts";
import { freshTicketCookie, shownTicketCookie } from "../request/ticket-cookie.ts";

/** Without cookies nobody can be let in. The page goes on polling in case the visitor allows them. */
const NO_COOKIES_ASK_SECONDS = 20;
/** Each reload of a page without script closes what its reader had opened. A call is kept for much longer than this. */
const SHORTEST_REFRESH_SECONDS = 10;

/** A subresource gets no place in line; the browser requests it again once its page is let in. */
const SUBRESOURCE_RETRY_SECONDS = 5;

/** The answer to a ticket holder or a newcomer who must wait; keeps the ticket in their cookie valid. */
export async function keepWaiting(
  context: RequestContext,
  standing: Standing,
  holder: Ticket | Newcomer,
): Promise<Response> {
  const cookie =
    "stage" in holder ? await shownTicketCookie(context, holder, standing) : await freshTicketCookie(context, holder);
  const status = statusOf(context, standing, holder.visitor);
  const answer = "after" in holder && status.reason === undefined ? { ...status, reason: "renewed" as const } : status;
  const firstPlace = "stage" in holder ? (holder.firstPlace ?? status.place) : null;
  return answerWaiting(context, answer, { firstPlace, setCookies: cookie === null ? [] : [cookie] });
}

/** The answer to a request that neither gets a ticket nor counts: it cannot, or need not, have a place in line. */
export function answerStanding(context: RequestContext, reason: "cookies" | null): Promise<Response> {
  const control = context.desk.control();
  const { random } = context;
  const status: Status = {
    ...standingOf(context, control),
    askAgainSeconds: reason === null ? seconds(planFirstAsk(random)) : NO_COOKIES_ASK_SECONDS,
    ...(reason === null ? {} : { reason }),
  };
  return answerWaiting(context, status, { firstPlace: null, setCookies: [] });
}

/** The room's state by calendar and operator, for visitors who are not in. */
export function standingOf({ room, nowMs }: RequestContext, { state, why, message }: Control): Status {
  const { name, calendar } = room;
  const phase = phaseAt(calendar, nowMs);
  const { opening } = calendar;
  const isAhead = opening !== null && (phase === "notyet" || phase === "lobby");
  return {
    ...bareStatus(name, stateAt(phase, state)),
    ...(phase === "opening" ? { reason: "opening" as const } : {}),
    why: state === "open" ? null : why,
    message: message ?? room.message,
    opensAt: isAhead ? new Date(opening.opensAtMs).toISOString() : null,
    opensInSeconds: isAhead ? (opening.opensAtMs - nowMs) / 1000 : null,
  };
}

export function answerSubresource(): Response {
  const headers = gateHeaders("waiting", { "Retry-After": retryAfter(SUBRESOURCE_RETRY_SECONDS) });
  return new Response(null, { status: 503, headers });
}

/** A waiting answer by kind of request: the page, the JSON of a poll, or a 429 that an API client understands. */
export async function answerWaiting(
  context: RequestContext,
  status: Status,
  { firstPlace, setCookies }: { readonly firstPlace: number | null; readonly setCookies: readonly string[] },
): Promise<Response> {
  const { kind, room } = context;
  const askSeconds = status.askAgainSeconds ?? SUBRESOURCE_RETRY_SECONDS;
  const again = { "Retry-After": retryAfter(askSeconds) };
  const refreshSeconds = status.place === null ? askSeconds : Math.max(SHORTEST_REFRESH_SECONDS, askSeconds);
  const page = kind === "navigation" ? await waitingPage(context, { status, firstPlace, refreshSeconds }, again) : null;
  const headers = page?.headers ?? gateHeaders(status.state, { "Content-Type": "application/json", ...again });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  if (page !== null) return new Response(page.html, { status: room.waitingStatus, headers });
  return new Response(JSON.stringify(status), { status: kind === "status" ? 200 : 429, headers });
}

/** The JSON gives the latest figures, even a higher place. The page makes sure that the place shown never rises. */
function statusOf(context: RequestContext, { kind, figures }: Standing, visitor: VisitorId): Status {
  const { place, waiting, expected, askAgainSeconds, asOfMs, control } = figures;
  const isOutage = kind === "outage";
  const standing = standingOf(context, control);
  return {
    ...standing,
    state: isOutage && asOfMs === null ? "unavailable" : standing.state,
    placeId: placeIdOf(visitor),
    place,
    waiting,
    expectedWaitSeconds: expected,
    askAgainSeconds: seconds(askAgainSeconds),
    asOf: asOfMs === null ? null : new Date(asOfMs).toISOString(),
    ...(isOutage ? { reason: "outage" as const } : {}),
  };
}

/** Rounded to a tenth of a second: finer than any timer that uses it. */
export function seconds(exact: number): number {
  return Math.round(exact * 10) / 10;
}
