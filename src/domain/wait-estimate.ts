import type { Room } from "./room.ts";
import type { Snapshot } from "./snapshot.ts";

export type WaitRange = { readonly low: number; readonly high: number };

/** A range this far to either side of its middle, but never narrower than the floor to either side. */
const SPREAD_SHARE = 0.2;
const SPREAD_FLOOR_SECONDS = 15;

/**
 * How long until `place` is called, in seconds; `null` while it cannot be told honestly.
 *
 * Seats turn over at capacity ÷ mean visit (Little's law, with the seats taken); inflow caps that. Where inflow is what
 * limits, because seats stay free while people wait, the wait is known at once.
 */
export function estimateWait(room: Room, snapshot: Snapshot, place: number): WaitRange | null {
  const perSecond = admissionsPerSecond(room, snapshot);
  if (perSecond === null || perSecond <= 0) return null;
  const middle = place / perSecond;
  const spread = Math.max(middle * SPREAD_SHARE, SPREAD_FLOOR_SECONDS);
  return { low: Math.max(0, Math.round(middle - spread)), high: Math.round(middle + spread) };
}

function admissionsPerSecond(room: Room, snapshot: Snapshot): number | null {
  if (room.capacity === 0) return null;
  const byInflow = room.inflowPerMinute === "unlimited" ? Number.POSITIVE_INFINITY : room.inflowPerMinute / 60;
  const seatsToSpare = room.capacity - snapshot.seats - snapshot.called;
  if (byInflow < Number.POSITIVE_INFINITY && snapshot.waiting > 0 && seatsToSpare > byInflow) return byInflow;
  if (snapshot.meanVisitSeconds === null) return null;
  return Math.min(byInflow, room.capacity / snapshot.meanVisitSeconds);
}
