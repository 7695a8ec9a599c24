// Answers by the clock alone, before the line opens and after it has closed. No visitor is reported to Redis, however
// many come: a lobby ticket enters the line when it is shown after the opening.

import { planAskAfter } from "../../domain/ask-plan.ts";
import { type Opening, phaseAt, REPORT_SPREAD_SECONDS } from "../../domain/calendar.ts";
import { hasAskedBefore } from "../../domain/request-kind.ts";
import type { Status } from "../../domain/status.ts";
import { type Lot, type Ticket, ticketOfLot } from "../../domain/ticket.ts";
import { deriveVisitorId, placeIdOf, type VisitorId } from "../../domain/visitor.ts";
import { hasTicketCookie, isOfThisDay, type RequestContext } from "../request/request-context.ts";
import { ticketCookie } from "../request/ticket-cookie.ts";
import { letThrough } from "./admit.ts";
import { answerStanding, answerSubresource, answerWaiting, seconds, standingOf } from "./wait.ts";

/** How old the operator's settings may be. While nothing is about to happen, a turn costs more than it is worth. */
const CONTROL_FRESH_MS = { notyet: 20_000, lobby: 2500, closed: 20_000 };

/** The answer to a visitor without a pass before the opening or after the close; `null` while the line is open. */
export async function answerOutsideOpeningHours(context: RequestContext): Promise<Response | null> {
  const { room, kind, nowMs } = context;
  const { opening } = room.calendar;
  const phase = phaseAt(room.calendar, nowMs);
  if (phase === "open" || phase === "opening") return null;
  if (phase === "notyet" && opening?.before === "forward") return (await letThrough(context)) ?? answerSubresource();
  if (kind === "subresource") return answerSubresource();
  if (phase === "lobby" && opening !== null) return answerInLobby(context, opening);
  if (phase === "closed" && (await hasHeardOfCall(context))) return null;
  const untilMs = phase === "notyet" && opening !== null ? opening.lobbyAtMs : Number.POSITIVE_INFINITY;
  return answerUntil(context, { phase, untilMs }, { placeId: null, setCookies: [] });
}

/** Whether the visitor may have been called. The answer may have been lost; a script can tell and gives it again. */
async function hasHeardOfCall(context: RequestContext): Promise<boolean> {
  const ticket = await context.shownTicket();
  return ticket !== null && context.desk.isListed(ticket.visitor);
}

async function answerInLobby(context: RequestContext, opening: Opening): Promise<Response> {
  const moment = { phase: "lobby", untilMs: opening.opensAtMs } as const;
  const held = await context.shownTicket();
  const isAskedAgain = context.kind === "status" && hasAskedBefore(context.request.headers);
  if (held === null && isAskedAgain && !hasTicketCookie(context)) return answerStanding(context, "cookies");
  if (context.cookies === "own-pass-only") return answerUntil(context, moment, { placeId: null, setCookies: [] });
  const ticket = await ticketInLobby(context, opening, held);
  const setCookies = ticket === held ? [] : [await ticketCookie(context, ticket)];
  return answerUntil(context, moment, { placeId: placeIdOf(ticket.visitor), setCookies });
}

/**
 * The visitor's ticket from now on: the one they hold, if it is of this day. It is valid for a ticket's full life after
 * the opening. A ticket already shown is not extended: only a script can tell that it is not spent.
 */
async function ticketInLobby(
  context: RequestContext,
  opening: Opening,
  held: Ticket | Lot | null,
): Promise<Ticket | Lot> {
  const { name: room, ticketSeconds } = context.room;
  const expiresAtMs = opening.opensAtMs + ticketSeconds * 1000;
  const lotOf = (visitor: VisitorId): Lot => ({ room, visitor, number: null, issuedAtMs: context.nowMs, expiresAtMs });
  if (held === null) {
    const { visitor, number } = context.mintNewcomer();
    return opening.order === "draw" ? lotOf(visitor) : ticketOfLot(lotOf(visitor), number);
  }
  if (held.number !== null && !(await isOfThisDay(context, held))) {
    const visitor = await deriveVisitorId(held.visitor);
    return opening.order === "draw" ? lotOf(visitor) : ticketOfLot(lotOf(visitor), context.mintNewcomer().number);
  }
  const isShown = held.number !== null && held.stage.kind === "shown";
  return isShown || held.expiresAtMs >= expiresAtMs ? held : { ...held, expiresAtMs };
}

/** The room's state until `untilMs`; the page polls again soon after. */
function answerUntil(
  context: RequestContext,
  { phase, untilMs }: { readonly phase: keyof typeof CONTROL_FRESH_MS; readonly untilMs: number },
  answered: { readonly placeId: string | null; readonly setCookies: readonly string[] },
): Promise<Response> {
  const { random, desk, nowMs, keepAlive } = context;
  const askAgain = planAskAfter((untilMs - nowMs) / 1000, REPORT_SPREAD_SECONDS, random);
  const status: Status = {
    ...standingOf(context, desk.controlWithin(CONTROL_FRESH_MS[phase], keepAlive)),
    placeId: answered.placeId,
    askAgainSeconds: seconds(askAgain),
  };
  return answerWaiting(context, status, { firstPlace: null, setCookies: answered.setCookies });
}
