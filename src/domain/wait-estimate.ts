import { underControl } from "./control.ts";
import type { Room } from "./room.ts";
import type { Snapshot } from "./snapshot.ts";

export type WaitRange = { readonly low: number; readonly high: number };

/** The first range a visitor was told, and when: his ticket carries it, so that the room can keep its own score. */
export type FirstWait = WaitRange & { readonly atMs: number };

/** A range this far to either side of its middle, but never narrower than the floor to either side. */
const SPREAD_SHARE = 0.24;
const SPREAD_FLOOR_SECONDS = 15;
/** From the call until its holder asks and hears of it: half the shortest ask, and half a turn. */
const HEARD_AFTER_SECONDS = 2;

/**
 * How long until the holder of `place` is let in, in seconds; `null` while it cannot be told honestly.
 *
 * Who is silent will be passed over. Places are called at `c` a second and the others leave at `h` a second each, so the
 * place falls by `c + h · place` and is gone after `ln(1 + h · place / c) / h`. Seats turn over at capacity ÷ time kept
 * (Little's law); inflow caps that.
 */
export function estimateWait(room: Room, snapshot: Snapshot, place: number): WaitRange | null {
  const toGoFirst = Math.max(0, snapshot.seats + snapshot.called - room.capacity);
  const ahead = place * (1 - snapshot.silentShare) + toGoFirst;
  const perSecond = callsPerSecond(room, snapshot, ahead);
  if (perSecond === null) return null;
  const leaving = snapshot.leavingPerSecond;
  const untilCalled = leaving > 0 ? Math.log1p((leaving * ahead) / perSecond) / leaving : ahead / perSecond;
  const middle = untilCalled + HEARD_AFTER_SECONDS;
  const spread = Math.max(middle * SPREAD_SHARE, SPREAD_FLOOR_SECONDS);
  return { low: Math.max(0, Math.round(middle - spread)), high: Math.round(middle + spread) };
}

/** How long somebody who came now would wait: nothing where seats are to be had at once. */
export function expectedWaitNow(room: Room, snapshot: Snapshot): WaitRange | null {
  if (snapshot.control.state !== "open") return null;
  if (snapshot.waiting === 0 && snapshot.open > snapshot.toldLately) return { low: 0, high: 0 };
  return estimateWait(underControl(room, snapshot.control), snapshot, snapshot.waiting + 1);
}

/** Whether who is let in now has waited as long as first told. */
export function hasHeld({ low, high, atMs }: FirstWait, nowMs: number): boolean {
  const seconds = (nowMs - atMs) / 1000;
  return seconds >= low && seconds <= high;
}

function callsPerSecond(room: Room, snapshot: Snapshot, ahead: number): number | null {
  if (room.capacity === 0) return null;
  const byInflow = inflowPerSecond(room);
  const kept = snapshot.seatKeptSeconds;
  if (kept !== null) return Math.min(byInflow, room.capacity / kept);
  // Before visits are measured only this is sure: seats last for all who come before the first visit can have ended.
  const isInflowLimit =
    snapshot.seats + snapshot.called + ahead <= room.capacity || byInflow * room.sessionSeconds <= room.capacity;
  return isInflowLimit && byInflow < Number.POSITIVE_INFINITY ? byInflow : null;
}

/** The turnstile calls so much slower than it may let in (scripts/inflow.lua). */
const CALLS_SHARE = 0.97;

function inflowPerSecond({ inflowPerMinute }: Room): number {
  return inflowPerMinute === "unlimited" ? Number.POSITIVE_INFINITY : (inflowPerMinute * CALLS_SHARE) / 60;
}
