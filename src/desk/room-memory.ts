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

/** A snapshot younger than this is answered from. */
const SNAPSHOT_FRESH_MS = 3000;
/** What a script said of a ticket is believed so long; what may have changed by then is asked again. */
const WORD_BELIEVED_MS = 30_000;

export type DeskOptions = {
  readonly room: Room;
  readonly turnstile: Turnstile & Operator;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (event: BreakerEvent) => void;
};

export type RoomMemory = DeskOptions & {
  readonly box: BatchBox;
  readonly breaker: Breaker;
  readonly confirmations: Confirmations;
  readonly turns: Turns;
  /** Whose tickets are over, as this isolate has heard. */
  readonly over: RecentVisitors;
  /** Who reported from the line and is not in it, as a turn has said: seated or over, an exact arrival tells. */
  readonly misplaced: RecentVisitors;
  /** The last snapshot, however old, unless every ticket that knew it is void by now. */
  readonly lastSnapshot: () => Snapshot | null;
  /** The last snapshot if it may be answered from. */
  readonly freshSnapshot: () => Snapshot | null;
  /** What is known of the room, or of the life of its data that a pass in hand names. */
  readonly known: (shown?: Epoch) => Known;
  /** A ticket or pass was shown that names this epoch: if it is not the room's, the next script is told of it. */
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
    // Past this the room's own data may have ended in peace: its epoch proves nothing any more.
    if (last !== null && clock.nowMs() - last.atMs > room.ticketSeconds * 1000) last = null;
    return last?.snapshot ?? null;
  }

  const over = recentVisitors(WORD_BELIEVED_MS);
  const misplaced = recentVisitors(WORD_BELIEVED_MS);

  function known(shown: Epoch | null = null): Known {
    const snapshot = lastSnapshot();
    const epoch = shown ?? witnessed ?? snapshot?.epoch ?? null;
    // A count of one life of the data says nothing about what another had lost.
    const seats = snapshot !== null && snapshot.epoch === epoch ? snapshot.seats + snapshot.called : null;
    return { epoch, seats };
  }

  /** The live settings went with the data: a sold-out room must not reopen by itself. */
  async function tellAgain({ changedAtMs: _, ...change }: Control): Promise<void> {
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
      const isOlder = last !== null && last.snapshot.epoch === report.snapshot.epoch;
      if (isOlder && last !== null && report.snapshot.asOfMs < last.snapshot.asOfMs) return;
      const before = last?.snapshot.control ?? UNTOUCHED;
      last = { snapshot: report.snapshot, atMs };
      if (before.changedAtMs !== null && report.snapshot.control.changedAtMs === null) await tellAgain(before);
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
 * Whether the snapshot cannot tell that this ticket's holder waits: he may be called, spent or back from silence, or
 * the line is empty and there is a seat to spare.
 */
export function mustAskExactly(snapshot: Snapshot, ticket: Ticket, toldUnsent: number): boolean {
  if (isListedAsCalled(snapshot, ticket.visitor)) return true;
  const lowest = lowestNumber(snapshot);
  if (lowest !== null) return ticket.number < lowest;
  // Who has shown his ticket before was in line, and is there no more.
  return ticket.stage.kind === "shown" || hasSeatToSpare(snapshot, toldUnsent);
}

/** Whether more seats are free than people were told to wait lately, some of whom the line does not know yet. */
export function hasSeatToSpare(snapshot: Snapshot, toldUnsent: number): boolean {
  return snapshot.waiting === 0 && snapshot.openSeats > snapshot.toldRecently + toldUnsent;
}
