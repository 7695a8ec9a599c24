// What the hour alone answers, before the line is open and after it has closed. Nothing of it is told to Redis, however
// many come: a ticket of the lobby enters the line when it is shown after the opening.

import { planAskAfter } from "../../domain/ask-plan.ts";
import { type Opening, phaseAt, REPORT_SPREAD_SECONDS } from "../../domain/calendar.ts";
import { hasAskedBefore } from "../../domain/request-kind.ts";
import type { Status } from "../../domain/status.ts";
import { type Lot, type Ticket, ticketOfLot } from "../../domain/ticket.ts";
import { deriveVisitorId, type VisitorId, visitOf } from "../../domain/visitor.ts";
import { hasTicketCookie, isOfThisDay, newcomer, readTicket, type Visit } from "../request/request-context.ts";
import { ticketCookie } from "../request/ticket-cookie.ts";
import { letThrough } from "./admit.ts";
import { answerStanding, answerSubresource, answerWaiting, seconds, standingOf } from "./wait.ts";

/** How soon people hear of what the operator sets; while nothing is to happen for long, a turn costs more than it brings. */
const HEED_MS = { notyet: 20_000, lobby: 2500, closed: 20_000 };

/** The answer to whoever has no pass; `null` while the line is open. */
export async function answerByHour(visit: Visit): Promise<Response | null> {
  const { parts, kind, nowMs } = visit;
  const { opening } = parts.room.calendar;
  const phase = phaseAt(parts.room.calendar, nowMs);
  if (phase === "open" || phase === "opening") return null;
  if (phase === "notyet" && opening?.before === "forward") return (await letThrough(visit)) ?? answerSubresource();
  if (kind === "subresource") return answerSubresource();
  if (phase === "lobby" && opening !== null) return answerInLobby(visit, opening);
  if (phase === "closed" && (await hasHeardOfCall(visit))) return null;
  const untilMs = phase === "notyet" && opening !== null ? opening.lobbyAtMs : Number.POSITIVE_INFINITY;
  return answerUntil(visit, { phase, untilMs }, { visit: null, setCookies: [] });
}

/** The answer that let him in may have been lost: a script can tell, and gives the same again. */
async function hasHeardOfCall(visit: Visit): Promise<boolean> {
  const ticket = await readTicket(visit);
  return ticket !== null && visit.parts.desk.isListed(ticket.visitor);
}

async function answerInLobby(visit: Visit, opening: Opening): Promise<Response> {
  const moment = { phase: "lobby", untilMs: opening.opensAtMs } as const;
  const held = await readTicket(visit);
  const isAskedAgain = visit.kind === "status" && hasAskedBefore(visit.request.headers);
  if (held === null && isAskedAgain && !hasTicketCookie(visit)) return answerStanding(visit, "cookies");
  if (visit.cookies === "own-pass-only") return answerUntil(visit, moment, { visit: null, setCookies: [] });
  const ticket = await ticketInLobby(visit, opening, held);
  const setCookies = ticket === held ? [] : [await ticketCookie(visit, ticket)];
  return answerUntil(visit, moment, { visit: visitOf(ticket.visitor), setCookies });
}

/**
 * The ticket that somebody goes on with: the one he holds where it will do. It is good until as long after the opening as
 * a ticket lasts, but for one that was shown, of which a script must say that it is not over.
 */
async function ticketInLobby(visit: Visit, opening: Opening, held: Ticket | Lot | null): Promise<Ticket | Lot> {
  const { name: room, ticketSeconds } = visit.parts.room;
  const expiresAtMs = opening.opensAtMs + ticketSeconds * 1000;
  const lotOf = (visitor: VisitorId): Lot => ({ room, visitor, number: null, issuedAtMs: visit.nowMs, expiresAtMs });
  if (held === null) {
    const { visitor, number } = newcomer(visit);
    return opening.order === "draw" ? lotOf(visitor) : ticketOfLot(lotOf(visitor), number);
  }
  if (held.number !== null && !(await isOfThisDay(visit, held))) {
    const visitor = await deriveVisitorId(held.visitor);
    return opening.order === "draw" ? lotOf(visitor) : ticketOfLot(lotOf(visitor), newcomer(visit).number);
  }
  const isShown = held.number !== null && held.stage.kind === "shown";
  return isShown || held.expiresAtMs >= expiresAtMs ? held : { ...held, expiresAtMs };
}

/** Tells how the room stands until a moment, soon after which the page asks again. */
function answerUntil(
  visit: Visit,
  { phase, untilMs }: { readonly phase: keyof typeof HEED_MS; readonly untilMs: number },
  told: { readonly visit: string | null; readonly setCookies: readonly string[] },
): Promise<Response> {
  const { parts, nowMs, keepAlive } = visit;
  const askAgain = planAskAfter((untilMs - nowMs) / 1000, REPORT_SPREAD_SECONDS, parts.random);
  const status: Status = {
    ...standingOf(visit, parts.desk.heed(HEED_MS[phase], keepAlive)),
    visit: told.visit,
    askAgainSeconds: seconds(askAgain),
  };
  return answerWaiting(visit, status, { firstPlace: null, setCookies: told.setCookies });
}
