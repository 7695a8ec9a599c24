// What the hour alone answers, before the line is open and after it has closed. Nothing of it is told to Redis, however
// many come: a ticket of the lobby enters the line when it is shown after the opening.

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

/** How soon people hear of what the operator sets; while nothing is to happen for long, a turn costs more than it brings. */
const HEED_MS = { notyet: 20_000, lobby: 2500, closed: 20_000 };

/** The answer to whoever has no pass; `null` while the line is open. */
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

/** The answer that let him in may have been lost: a script can tell, and gives the same again. */
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
 * The ticket that somebody goes on with: the one he holds where it will do. It is good until as long after the opening as
 * a ticket lasts, but for one that was shown, of which a script must say that it is not over.
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

/** Tells how the room stands until a moment, soon after which the page asks again. */
function answerUntil(
  context: RequestContext,
  { phase, untilMs }: { readonly phase: keyof typeof HEED_MS; readonly untilMs: number },
  answered: { readonly placeId: string | null; readonly setCookies: readonly string[] },
): Promise<Response> {
  const { random, desk, nowMs, keepAlive } = context;
  const askAgain = planAskAfter((untilMs - nowMs) / 1000, REPORT_SPREAD_SECONDS, random);
  const status: Status = {
    ...standingOf(context, desk.heed(HEED_MS[phase], keepAlive)),
    placeId: answered.placeId,
    askAgainSeconds: seconds(askAgain),
  };
  return answerWaiting(context, status, { firstPlace: null, setCookies: answered.setCookies });
}
