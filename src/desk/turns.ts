// When an isolate turns: at most once a second, on any request that brings news or finds the snapshot old, and once
// more in a lull, so that nothing stays behind.

import type { Batch, Known, TurnReport, Turnstile } from "../turnstile/turnstile.ts";
import type { BatchBox } from "./batch-box.ts";
import type { Breaker } from "./breaker.ts";
import type { Clock, KeepAlive } from "./clock.ts";

/** One batch per isolate and second. */
const TURN_INTERVAL_MS = 1000;
/** A snapshot older than this makes the next request of any kind start a turn. */
const SNAPSHOT_OLD_MS = 1500;
/** A turn whose request was cancelled never returns: past this it counts as failed. */
const TURN_DEADLINE_MS = 3000;
/** A timer may fire this early by the clock that is read after it. */
const TIMER_SLACK_MS = 20;
/** Enough for the 20,000 a box keeps of each kind. */
const BATCHES_A_TURN = 20;
/** Turns that one request may keep alive after its answer: the runtime allows it 30 s. */
const TURNS_IN_A_ROW = 12;

export type Turns = {
  /** To be called once by every request: starts a turn that is due, or schedules one for when it is. */
  readonly keepTurning: (keepAlive: KeepAlive) => void;
  /** Starts one now and waits for it, unless one is under way or Redis is away. */
  readonly turnNow: () => Promise<void>;
};

export type TurnsOptions = {
  readonly turnstile: Turnstile;
  readonly box: BatchBox;
  readonly breaker: Breaker;
  readonly clock: Clock;
  readonly known: () => Known;
  readonly snapshotAtMs: () => number | null;
  /** Whether a turn is wanted though there is no news. */
  readonly isGathering: () => boolean;
  readonly onReport: (report: TurnReport, batch: Batch, receivedAtMs: number) => Promise<void>;
};

export function turns(options: TurnsOptions): Turns {
  const { turnstile, box, breaker, clock, known, snapshotAtMs, isGathering, onReport } = options;
  let running: { readonly batch: Batch; readonly startedMs: number } | null = null;
  let lastStartedMs = Number.NEGATIVE_INFINITY;
  let trailingDueMs: number | null = null;
  let unsettled: "settled" | "unsettled" = "settled";

  function isRunning(nowMs: number): boolean {
    if (running === null) return false;
    if (nowMs - running.startedMs < TURN_DEADLINE_MS) return true;
    box.putBack(running.batch);
    running = null;
    return false;
  }

  function hasLeftovers(): boolean {
    return !box.isEmpty() || unsettled === "unsettled" || isGathering();
  }

  function isWanted(nowMs: number): boolean {
    const atMs = snapshotAtMs();
    return hasLeftovers() || atMs === null || nowMs - atMs > SNAPSHOT_OLD_MS;
  }

  /** One batch after another where one script cannot take them all: a crowd must not wait seconds to be in line. */
  async function turn(): Promise<void> {
    for (let batches = 1; ; batches++) {
      const answered = await sendBatch();
      if (answered === "failed" || batches === BATCHES_A_TURN || !box.overflows()) return;
    }
  }

  async function sendBatch(): Promise<"answered" | "failed"> {
    const batch = box.take();
    const mine = { batch, startedMs: clock.nowMs() };
    running = mine;
    lastStartedMs = mine.startedMs;
    const guarded = await breaker.probe(() => turnstile.turn(batch, known(), mine.startedMs));
    if (guarded.kind === "fault") {
      if (running === mine) box.putBack(batch);
    } else {
      await onReport(guarded.value, batch, clock.nowMs());
      // Housekeeping ran before this batch was applied: one more turn settles what it brought.
      const brought = batch.present.length + batch.confirmed.length + batch.restored.length > 0;
      unsettled = brought && guarded.value.snapshot.asOfMs < mine.startedMs ? "unsettled" : "settled";
    }
    const isMine = running === mine;
    if (isMine) running = null;
    return isMine && guarded.kind === "answered" ? "answered" : "failed";
  }

  async function turnWhenDue(dueMs: number, left: number): Promise<void> {
    const waitMs = dueMs - clock.nowMs();
    if (waitMs > 0) {
      trailingDueMs = dueMs;
      await clock.sleep(waitMs);
      if (trailingDueMs === dueMs) trailingDueMs = null;
    }
    const nowMs = clock.nowMs();
    const isEarly = nowMs < lastStartedMs + TURN_INTERVAL_MS - TIMER_SLACK_MS;
    if (isEarly || isRunning(nowMs) || !breaker.mayProbe() || !isWanted(nowMs)) return;
    await turn();
    if (left > 1 && hasLeftovers() && trailingDueMs === null)
      await turnWhenDue(lastStartedMs + TURN_INTERVAL_MS, left - 1);
  }

  return {
    async turnNow() {
      if (!isRunning(clock.nowMs()) && breaker.mayProbe()) await turn();
    },
    keepTurning(keepAlive) {
      const nowMs = clock.nowMs();
      // A trailing turn whose request was cancelled is overdue and no longer counts.
      if (trailingDueMs !== null && nowMs - trailingDueMs < TURN_INTERVAL_MS) return;
      if (isRunning(nowMs) || !breaker.mayProbe() || !isWanted(nowMs)) return;
      keepAlive(turnWhenDue(lastStartedMs + TURN_INTERVAL_MS, TURNS_IN_A_ROW));
    },
  };
}
