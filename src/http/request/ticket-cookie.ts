// The ticket in a visitor's cookie: minted at arrival, reissued once it has been shown back.

import type { Standing } from "../../desk/desk.ts";
import { phaseAt } from "../../domain/calendar.ts";
import { freshTicketSeconds, type Lot, type Newcomer, type Ticket } from "../../domain/ticket.ts";
import { signLot, signTicket } from "../../seal/ticket-seal.ts";
import { setTicketCookie } from "./cookies.ts";
import type { RequestContext } from "./request-context.ts";

/** `Set-Cookie` for a newcomer's ticket. It is void unless shown back within ten minutes (`freshTicketSeconds`). */
export function freshTicketCookie(context: RequestContext, { visitor, number }: Newcomer): Promise<string> {
  const { room, nowMs } = context;
  const expiresAtMs = nowMs + freshTicketSeconds(room.ticketSeconds) * 1000;
  const stage = { kind: "fresh" } as const;
  const ticket = {
    room: room.name,
    visitor,
    number,
    issuedAtMs: nowMs,
    expiresAtMs,
    stage,
    firstWait: null,
    firstPlace: null,
  };
  return ticketCookie(context, ticket);
}

/**
 * `Set-Cookie` for a ticket that was shown back; `null` while the one in the cookie will do. The number stays the same;
 * the epoch known now, and the first wait and place given, are added. The ticket gets another `TICKET_SECONDS` only if
 * it is fresh or a script has just seen its holder in line: else it could outlive the record that it is spent.
 */
export async function shownTicketCookie(
  context: RequestContext,
  ticket: Ticket,
  { kind, figures, epoch, by }: Standing,
): Promise<string | null> {
  const { room, nowMs } = context;
  const lifeMs = room.ticketSeconds * 1000;
  const { stage } = ticket;
  // The number of a lobby ticket does not leave the edge before calls begin.
  if (phaseAt(room.calendar, nowMs) === "opening") return null;
  const isSettled = stage.kind === "shown" && (epoch === null || stage.epoch === epoch);
  const isOld = ticket.expiresAtMs - nowMs <= lifeMs / 2;
  const isFirstWait = ticket.firstWait === null && kind === "waiting" && figures.expected !== null;
  const isFirstPlace = ticket.firstPlace === null && figures.place !== null;
  if (isSettled && !isFirstWait && !isFirstPlace && !(isOld && by === "script")) return null;
  const mayLiveOn = stage.kind === "fresh" || by === "script";
  const expiresAtMs = mayLiveOn ? nowMs + lifeMs : ticket.expiresAtMs;
  const shown = { kind: "shown", epoch: epoch ?? (stage.kind === "shown" ? stage.epoch : null) } as const;
  const firstWait = isFirstWait ? { ...figures.expected, atMs: nowMs } : ticket.firstWait;
  const firstPlace = ticket.firstPlace ?? figures.place;
  return ticketCookie(context, { ...ticket, issuedAtMs: nowMs, expiresAtMs, stage: shown, firstWait, firstPlace });
}

/** `Set-Cookie` for a ticket as it stands, with or without a number. */
export async function ticketCookie(
  { keyring, cookieNames, nowMs }: RequestContext,
  ticket: Ticket | Lot,
): Promise<string> {
  const lifeSeconds = Math.ceil((ticket.expiresAtMs - nowMs) / 1000);
  const token = ticket.number === null ? signLot(keyring, ticket) : signTicket(keyring, ticket);
  return setTicketCookie(cookieNames, await token, lifeSeconds);
}
