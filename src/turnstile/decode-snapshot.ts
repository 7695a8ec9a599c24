// The room hash, as a turn reports it, read into a snapshot.

import { isEpoch } from "../domain/epoch.ts";
import { readSeatKept } from "../domain/seat-kept.ts";
import { CALLED_PREFIX_LENGTH, type RankSketch, type Snapshot } from "../domain/snapshot.ts";
import { TurnstileFault } from "./fault.ts";
import { decodeControl } from "./live-settings.ts";

/**
 * With less history, how long a seat is kept would be a guess. It is also a little more than a claim: only by then does
 * it show who has left the line.
 */
const HISTORY_NEEDED_MS = 80_000;

/** The snapshot in a room hash. *Fails*: throws a `TurnstileFault` where a field is not as a turn writes it. */
export function decodeSnapshot(fields: ReadonlyMap<string, string>, toldRecently: number): Snapshot {
  const epoch = fields.get("epoch");
  if (epoch === undefined || !isEpoch(epoch)) throw new TurnstileFault("malformed-reply");
  return {
    epoch,
    asOfMs: count(fields, "turnMs"),
    waiting: count(fields, "waiting"),
    seats: count(fields, "seats"),
    called: count(fields, "called"),
    openSeats: count(fields, "openSeats"),
    toldRecently,
    sketch: decodeSketch(fields),
    heldUntilMs: Math.max(count(fields, "heldUntilMs"), count(fields, "gatherUntilMs")),
    control: decodeControl(fields),
    calledPrefixes: decodePrefixes(fields.get("list") ?? ""),
    seatKeptSeconds: seatKeptSeconds(fields),
    silentShare: silentShare(fields),
    leavingPerSecond: leavingPerSecond(fields),
    waitsHeldShare: waitsHeldShare(fields),
  };
}

function decodeSketch(fields: ReadonlyMap<string, string>): RankSketch {
  const waiting = count(fields, "waiting");
  const calls = count(fields, "calls");
  const front = words(fields.get("front")).map(finite);
  const known: { rank: number; number: number }[] = [];
  for (let slice = 0; slice < count(fields, "slices"); slice++) {
    for (const point of words(fields.get(`slice${slice}`))) {
      const [number, rank] = point.split(":");
      known.push({ number: finite(number), rank: finite(rank) - calls });
    }
  }
  const last = fields.get("last");
  if (last) known.push({ number: finite(last), rank: waiting - 1 });
  return { front, points: risingPoints(front, known), waiting };
}

/** Slices come from different turns: a point that contradicts those nearer the front, or the end, is dropped. */
function risingPoints(front: readonly number[], known: readonly { rank: number; number: number }[]) {
  const last = known.at(-1);
  if (last === undefined) return [];
  let lowest = { rank: front.length - 1, number: front.at(-1) ?? -1 };
  const rising: { rank: number; number: number }[] = [];
  for (const point of [...known.slice(0, -1)].sort((a, b) => a.number - b.number)) {
    const isBetween = point.number > lowest.number && point.rank > lowest.rank;
    if (!isBetween || point.number >= last.number || point.rank >= last.rank) continue;
    rising.push(point);
    lowest = point;
  }
  if (last.number > lowest.number) rising.push(last);
  return rising;
}

function decodePrefixes(listed: string): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (let at = 0; at < listed.length; at += CALLED_PREFIX_LENGTH) {
    prefixes.add(listed.slice(at, at + CALLED_PREFIX_LENGTH));
  }
  return prefixes;
}

function seatKeptSeconds(fields: ReadonlyMap<string, string>): number | null {
  const beganMs = count(fields, "beganMs");
  if (beganMs === 0 || count(fields, "turnMs") - beganMs < HISTORY_NEEDED_MS) return null;
  const notes = words(fields.get("ends")).map((note) => {
    const [ended, seatSeconds] = note.split(":");
    return { ended: finite(ended), seatSeconds: finite(seatSeconds) };
  });
  return readSeatKept(notes, count(fields, "seats") + count(fields, "called"));
}

function silentShare(fields: ReadonlyMap<string, string>): number {
  return Math.min(1, count(fields, "silent") / Math.max(1, count(fields, "waiting")));
}

function leavingPerSecond(fields: ReadonlyMap<string, string>): number {
  const waitedMs = amount(fields, "waitedMs");
  return waitedMs <= 0 ? 0 : ((amount(fields, "left") + count(fields, "silent")) / waitedMs) * 1000;
}

function waitsHeldShare(fields: ReadonlyMap<string, string>): number | null {
  const estimated = count(fields, "waitsEstimated");
  return estimated === 0 ? null : count(fields, "waitsHeld") / estimated;
}

function words(text: string | undefined): string[] {
  return text ? text.trim().split(" ") : [];
}

function count(fields: ReadonlyMap<string, string>, name: string): number {
  const value = amount(fields, name);
  if (!Number.isSafeInteger(value)) throw new TurnstileFault("malformed-reply");
  return value;
}

function amount(fields: ReadonlyMap<string, string>, name: string): number {
  return finite(fields.get(name) ?? "0");
}

function finite(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === "" || !Number.isFinite(value)) throw new TurnstileFault("malformed-reply");
  return value;
}
