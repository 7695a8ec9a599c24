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
  /** The first wait its holder was told; `null` before. */
  readonly firstWait: FirstWait | null;
  /** The first place its holder was told: the way to the front is measured from it; `null` before. */
  readonly firstPlace: number | null;
};

/** A ticket given out in the lobby of a draw: it has no number before the line opens. */
export type Lot = Pick<Ticket, "room" | "visitor" | "issuedAtMs" | "expiresAtMs"> & { readonly number: null };

/** Somebody who has no ticket yet, under the id and the number that theirs will carry. */
export type Newcomer = {
  readonly visitor: VisitorId;
  readonly number: number;
  /** Their earlier ticket is over: they are told so. */
  readonly after?: "another place";
};

/** What a lot becomes once its number is known. */
export function ticketOfLot(lot: Lot, number: number): Ticket {
  return { ...lot, number, stage: { kind: "fresh" }, firstWait: null, firstPlace: null };
}

/** Fresh until first shown back; from then on it says against which epoch it was confirmed, `null` in an outage. */
export type TicketStage = { readonly kind: "fresh" } | { readonly kind: "shown"; readonly epoch: Epoch | null };

/**
 * A fresh ticket not shown back by then is void: requests that keep no cookies leave nothing behind that lasts. None
 * outlives a shown one: that a ticket is over is remembered for no longer.
 */
const FRESH_TICKET_SECONDS = 600;

export function freshTicketSeconds(ticketSeconds: number): number {
  return Math.min(FRESH_TICKET_SECONDS, ticketSeconds);
}

/** The number by arrival: edge time in µs, its last three digits random, so that ties of a millisecond are a fair lot. */
export function numberByArrival(nowMs: number, random: () => number): number {
  return Math.floor(nowMs) * 1000 + Math.floor(random() * 1000);
}

/** Numbers of a draw lie below this, those by arrival above: it is 2001 in µs. */
const LOWEST_BY_ARRIVAL = 1e15;

export function isDrawn(number: number): boolean {
  return number < LOWEST_BY_ARRIVAL;
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
