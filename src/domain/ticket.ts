import type { Epoch } from "./epoch.ts";
import type { VisitorId } from "./visitor.ts";
import type { FirstWait } from "./wait-estimate.ts";

/**
 * Signed proof of a place in line. It is minted at the edge without asking Redis and lives in the visitor's cookie, so
 * nothing that happens to Redis, to an isolate or to a tab can lose the place.
 */
export type Ticket = {
  readonly room: string;
  readonly visitor: VisitorId;
  /** What orders the line, lower first: an integer in [0, 2^53). It never changes over a ticket's life. */
  readonly number: number;
  /** Whole seconds, as a JWT's `iat` and `exp` are; given in ms as all times inside Corral are. */
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly stage: TicketStage;
  /** The first wait its holder was given; `null` before. */
  readonly firstWait: FirstWait | null;
  /** The first place its holder was given: the way to the front is measured from it; `null` before. */
  readonly firstPlace: number | null;
};

/** A ticket given out in the lobby of a draw: it has no number before the line opens. */
export type Lot = Pick<Ticket, "room" | "visitor" | "issuedAtMs" | "expiresAtMs"> & { readonly number: null };

/** Somebody who has no ticket yet, under the id and the number that theirs will carry. */
export type Newcomer = {
  readonly visitor: VisitorId;
  readonly number: number;
  /** An earlier ticket of theirs is over, which the page then says. */
  readonly after?: "another place";
};

/** What a lot becomes once its number is known. */
export function ticketOfLot(lot: Lot, number: number): Ticket {
  return { ...lot, number, stage: { kind: "fresh" }, firstWait: null, firstPlace: null };
}

/** `fresh` until first shown back, then `shown` with the epoch it was confirmed against, `null` in an outage. */
export type TicketStage = { readonly kind: "fresh" } | { readonly kind: "shown"; readonly epoch: Epoch | null };

/** A fresh ticket not shown back by then is void, so requests that keep no cookies leave nothing lasting behind. */
const FRESH_TICKET_SECONDS = 600;

/** Seconds a fresh ticket lives. Never longer than a shown one, since a spent ticket is remembered for no longer. */
export function freshTicketSeconds(ticketSeconds: number): number {
  return Math.min(FRESH_TICKET_SECONDS, ticketSeconds);
}

/** The number by arrival: edge time in µs, the last three digits random, so that a lot breaks ties of a millisecond. */
export function numberByArrival(nowMs: number, random: () => number): number {
  return Math.floor(nowMs) * 1000 + Math.floor(random() * 1000);
}

/** Numbers of a draw lie below this, those by arrival above: it is 2001 in µs. */
const LOWEST_BY_ARRIVAL = 1e15;

/** Whether a number comes from a draw. */
export function isDrawn(number: number): boolean {
  return number < LOWEST_BY_ARRIVAL;
}

/** Whether a value can be a ticket's number. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
