import { rampLeftSeconds, rampShare } from "./calendar.ts";
import { underControl } from "./control.ts";
import type { Room } from "./room.ts";
import type { Snapshot } from "./snapshot.ts";

/** Seconds, `low` ≤ `high`. */
export type WaitRange = { readonly low: number; readonly high: number };

/** The first range a visitor was given, and when: the ticket carries it, so that the room can score its estimates. */
export type FirstWait = WaitRange & { readonly atMs: number };

/** A range reaches this share of its middle to either side, and never less than the floor. */
const SPREAD_SHARE = 0.24;
const SPREAD_FLOOR_SECONDS = 15;
/** From a call until its holder polls and learns of it: half the shortest interval plus half a turn. */
const HEARD_AFTER_SECONDS = 2;

/**
 * Seconds until the holder of `place` is let in; `null` while there is no honest estimate.
 *
 * Silent visitors will be passed over. Seats turn over at capacity ÷ time kept (Little's law), capped by the inflow;
 * while the site warms up one of the two is reduced.
 */
export function estimateWait(room: Room, snapshot: Snapshot, place: number): WaitRange | null {
  const toGoFirst = Math.max(0, snapshot.seats + snapshot.called - room.capacity);
  const ahead = place * (1 - snapshot.silentShare) + toGoFirst;
  if (callsPerSecond(room, snapshot, ahead, 1) === null) return null;
  const middle = secondsUntilCalled(room, snapshot, ahead) + HEARD_AFTER_SECONDS;
  const spread = Math.max(middle * SPREAD_SHARE, SPREAD_FLOOR_SECONDS);
  return { low: Math.max(0, Math.round(middle - spread)), high: Math.round(middle + spread) };
}

/** While the site warms up, the pace is taken as even within each step; the error is far below the range's spread. */
const RAMP_STEPS = 40;

function secondsUntilCalled(room: Room, snapshot: Snapshot, ahead: number): number {
  const { asOfMs, leavingPerSecond: leaving } = snapshot;
  const stepSeconds = rampLeftSeconds(room.calendar, asOfMs) / RAMP_STEPS;
  let left = ahead;
  let seconds = 0;
  for (let step = 0; stepSeconds > 0 && step < RAMP_STEPS; step++) {
    const share = rampShare(room.calendar, asOfMs + (step + 0.5) * stepSeconds * 1000);
    const perSecond = callsPerSecond(room, snapshot, ahead, share) ?? 0;
    const needed = secondsToPass(left, perSecond, leaving);
    if (needed <= stepSeconds) return seconds + needed;
    left =
      leaving > 0
        ? (left + perSecond / leaving) * Math.exp(-leaving * stepSeconds) - perSecond / leaving
        : left - perSecond * stepSeconds;
    seconds += stepSeconds;
  }
  return seconds + secondsToPass(left, callsPerSecond(room, snapshot, ahead, 1) ?? 0, leaving);
}

/**
 * People are called at `c` a second and the others each leave at rate `h`, so the place falls by `c + h · place` a
 * second and reaches 0 after `ln(1 + h · place / c) / h`.
 */
function secondsToPass(ahead: number, perSecond: number, leaving: number): number {
  return leaving > 0 ? Math.log1p((leaving * ahead) / perSecond) / leaving : ahead / perSecond;
}

/** The wait of somebody who came now: 0 where a seat can be had at once, `null` if unknown or if nobody is let in. */
export function expectedWaitNow(room: Room, snapshot: Snapshot): WaitRange | null {
  if (snapshot.control.state !== "open") return null;
  if (snapshot.waiting === 0 && snapshot.openSeats > snapshot.toldRecently) return { low: 0, high: 0 };
  return estimateWait(underControl(room, snapshot.control), snapshot, snapshot.waiting + 1);
}

/** Whether a visitor let in now has waited as first estimated. */
export function hasHeld({ low, high, atMs }: FirstWait, nowMs: number): boolean {
  const seconds = (nowMs - atMs) / 1000;
  return seconds >= low && seconds <= high;
}

/** `share`: the part in force of the inflow, or of the capacity without one. `null`: the pace is unknown. */
function callsPerSecond(room: Room, snapshot: Snapshot, ahead: number, share: number): number | null {
  if (room.capacity === 0) return null;
  const byInflow = inflowPerSecond(room) * share;
  const kept = snapshot.seatKeptSeconds;
  const capacity = room.inflowPerMinute === "unlimited" ? room.capacity * share : room.capacity;
  if (kept !== null) return Math.min(byInflow, capacity / kept);
  // Before visits are measured only the inflow is sure, and only if seats last for all until the first visit can end.
  const isInflowLimit =
    snapshot.seats + snapshot.called + ahead <= room.capacity || byInflow * room.sessionSeconds <= room.capacity;
  return isInflowLimit && byInflow < Number.POSITIVE_INFINITY ? byInflow : null;
}

/** The turnstile calls at this share of the inflow (scripts/inflow.lua). */
const CALLS_SHARE = 0.97;

function inflowPerSecond({ inflowPerMinute }: Room): number {
  return inflowPerMinute === "unlimited" ? Number.POSITIVE_INFINITY : (inflowPerMinute * CALLS_SHARE) / 60;
}
