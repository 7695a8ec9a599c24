// Shared by the contract suites: a turnstile opened for each test, and short names for its visitors' acts.

import type { Room } from "../../src/domain/room.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import type { Batch, Known, Turnstile } from "../../src/turnstile/turnstile.ts";
import { NO_WAITS } from "../../src/turnstile/turnstile.ts";
import { aRoom } from "../support/a-room.ts";
import { anEpoch } from "../support/a-visitor.ts";

export type TurnstileUnderTest = { open(room: Room): Promise<Turnstile>; wipe(): Promise<void> };

export const NOW = 1_800_000_000_000;
export const KNOWN: Known = { epoch: anEpoch(), seats: 0 };
export const SESSION_MS = 600_000;
export const CLAIM_MS = 75_000;

export function aBatch(overrides: Partial<Batch> = {}): Batch {
  return { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS, ...overrides };
}

/** An arrival number of someone who came `agoMs` before NOW. */
export function numberFrom(agoMs: number): number {
  return (NOW - agoMs) * 1000;
}

/** Signs of life of people who came a minute ago, one after the other. */
export function showing(...visitors: VisitorId[]): Batch {
  return aBatch({ present: visitors.map((visitor, i) => ({ visitor, number: numberFrom(60_000 - i) })) });
}

export function aTicket(visitor: VisitorId, number = numberFrom(60_000)) {
  return { visitor, number, who: "ticket", toldToWait: 0 } as const;
}

export function aNewcomer(visitor: VisitorId, toldToWait = 0) {
  return { visitor, number: numberFrom(0), who: "newcomer", toldToWait } as const;
}

export function rig(under: TurnstileUnderTest) {
  let current: Turnstile;
  const turnstile: Turnstile = {
    turn: (...args) => current.turn(...args),
    arrive: (...args) => current.arrive(...args),
    renew: (...args) => current.renew(...args),
    release: (...args) => current.release(...args),
  };
  const turn = (atMs: number, batch: Partial<Batch> = {}, known = KNOWN) => turnstile.turn(aBatch(batch), known, atMs);
  return {
    turnstile,
    turn,
    async opened(overrides: Partial<Room> = {}): Promise<void> {
      await under.wipe();
      current = await under.open(aRoom(overrides));
    },
    /** A turn a second, both ends included. */
    async steadily(fromMs: number, toMs: number, batch: Partial<Batch> = {}): Promise<void> {
      for (let atMs = fromMs; atMs <= toMs; atMs += 1000) await turn(atMs, batch);
    },
    arriveAs: (arrival: Parameters<Turnstile["arrive"]>[0], atMs: number, known = KNOWN) =>
      turnstile.arrive(arrival, known, atMs),
    confirm: (visitor: VisitorId, atMs: number) =>
      turn(atMs, { confirmed: [{ visitor, expiresAtMs: atMs + SESSION_MS }] }),
  };
}
