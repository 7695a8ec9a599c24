// One room's memory in this isolate: the last snapshot, the batch being collected, the breaker, and what is under way.
// Plain data, shared by the requests of an isolate; no I/O object of any request is kept.

import { isGathering } from "../domain/calendar.ts";
import { writeEntry } from "../domain/change-log.ts";
import { type Control, UNTOUCHED } from "../domain/control.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Room } from "../domain/room.ts";
import { isListedAsCalled, lowestNumber, type Snapshot } from "../domain/snapshot.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { Known, Operator, Turnstile } from "../turnstile/turnstile.ts";
import { type BatchBox, batchBox } from "./batch-box.ts";
import { type Breaker, type BreakerEvent, breaker } from "./breaker.ts";
import type { Clock } from "./clock.ts";
import { type Confirmations, confirmations } from "./confirmations.ts";
import { type RecentVisitors, recentVisitors } from "./recent-visitors.ts";
import { type Turns, turns } from "./turns.ts";

/** A snapshot younger than this may be answered from. */
const SNAPSHOT_FRESH_MS = 3000;
/** A script's answer about a ticket is believed this long; it may have changed by then and is asked for again. */
const WORD_BELIEVED_MS = 30_000;

/** What a desk needs. `random` is in [0, 1); `log` gets the breaker's events. */
export type DeskOptions = {
  readonly room: Room;
  readonly turnstile: Turnstile & Operator;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (event: BreakerEvent) => void;
};

/** What the parts of one desk share. */
export type RoomMemory = DeskOptions & {
  readonly box: BatchBox;
  readonly breaker: Breaker;
  readonly confirmations: Confirmations;
  readonly turns: Turns;
  /** Visitors whose tickets are over, as this isolate has heard. */
  readonly over: RecentVisitors;
  /** Visitors whom a turn found not to be in line as reported: seated or over, an exact arrival shows which. */
  readonly misplaced: RecentVisitors;
  /** The last snapshot, however old, unless every ticket that knew it is void by now. */
  readonly lastSnapshot: () => Snapshot | null;
  /** The last snapshot if it may be answered from. */
  readonly freshSnapshot: () => Snapshot | null;
  /** What is known of the room, or of the epoch that a pass in hand names. */
  readonly known: (shown?: Epoch) => Known;
  /** A ticket or pass was shown that names this epoch: if it is not the room's, the next script is given it. */
  readonly witness: (epoch: Epoch | null) => void;
};

export function roomMemory(options: DeskOptions): RoomMemory {
  const { room, clock, turnstile } = options;
  const box = batchBox();
  const guard = breaker(clock, options.random, options.log);
  const confirmed = confirmations();
  let last: { readonly snapshot: Snapshot; readonly atMs: number } | null = null;
  let witnessed: Epoch | null = null;

  function lastSnapshot(): Snapshot | null {
    // By now the room's keys may simply have expired, so a new epoch no longer proves that data was lost.
    if (last !== null && clock.nowMs() - last.atMs > room.ticketSeconds * 1000) last = null;
    return last?.snapshot ?? null;
  }

  const over = recentVisitors(WORD_BELIEVED_MS);
  const misplaced = recentVisitors(WORD_BELIEVED_MS);

  function known(shown: Epoch | null = null): Known {
    const snapshot = lastSnapshot();
    const epoch = shown ?? witnessed ?? snapshot?.epoch ?? null;
    // Seats counted in one epoch say nothing about what another one lost.
    const seats = snapshot !== null && snapshot.epoch === epoch ? snapshot.seats + snapshot.called : null;
    return { epoch, seats };
  }

  /** Restores live settings lost with the data: a sold-out room must not reopen by itself. */
  async function restoreSettings({ changedAtMs: _, ...change }: Control): Promise<void> {
    const nowMs = clock.nowMs();
    const at = new Date(nowMs).toISOString();
    const entry = writeEntry({ at, by: "corral", what: change, why: "data was lost" });
    await guard.attempt(() => turnstile.change({ change, entry, when: "lost", sinceMs: nowMs }, known(), nowMs));
  }

  const turning = turns({
    turnstile,
    box,
    breaker: guard,
    clock,
    known,
    snapshotAtMs: () => last?.atMs ?? null,
    isGathering: () => isGathering(room.calendar, clock.nowMs()),
    async onReport(report, batch, atMs) {
      confirmed.learn(report, batch);
      for (const visitor of report.refused) misplaced.add(visitor, atMs);
      witnessed = null;
      // An overdue turn may answer after its successor.
      const isSameEpoch = last !== null && last.snapshot.epoch === report.snapshot.epoch;
      if (isSameEpoch && last !== null && report.snapshot.asOfMs < last.snapshot.asOfMs) return;
      const before = last?.snapshot.control ?? UNTOUCHED;
      last = { snapshot: report.snapshot, atMs };
      if (before.changedAtMs !== null && report.snapshot.control.changedAtMs === null) await restoreSettings(before);
    },
  });

  return {
    ...options,
    box,
    breaker: guard,
    confirmations: confirmed,
    turns: turning,
    over,
    misplaced,
    lastSnapshot,
    freshSnapshot: () => (last !== null && clock.nowMs() - last.atMs < SNAPSHOT_FRESH_MS ? last.snapshot : null),
    known,
    witness(epoch) {
      if (epoch !== null && epoch !== lastSnapshot()?.epoch) witnessed = epoch;
    },
  };
}

/**
 * Whether the snapshot cannot tell that this ticket's holder waits: they may be called, spent or back from silence, or
 * the line is empty and there is a seat to spare.
 */
export function mustAskExactly(snapshot: Snapshot, ticket: Ticket, toldUnsent: number): boolean {
  if (isListedAsCalled(snapshot, ticket.visitor)) return true;
  const lowest = lowestNumber(snapshot);
  if (lowest !== null) return ticket.number < lowest;
  // The holder of a ticket shown before was in line, and is there no more.
  return ticket.stage.kind === "shown" || hasSeatToSpare(snapshot, toldUnsent);
}

/** Whether nobody is in line and more seats are open than people were told to wait, who may not have joined it yet. */
export function hasSeatToSpare(snapshot: Snapshot, toldUnsent: number): boolean {
  return snapshot.waiting === 0 && snapshot.openSeats > snapshot.toldRecently + toldUnsent;
}
