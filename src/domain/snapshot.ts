import type { Control } from "./control.ts";
import type { Epoch } from "./epoch.ts";
import type { VisitorId } from "./visitor.ts";

/** What a turn reports of a room: plain data an isolate may answer from. It is never changed after it is made. */
export type Snapshot = {
  readonly epoch: Epoch;
  /** When the figures below were counted, by the edge clock that asked; not when they were read. */
  readonly asOfMs: number;
  /** People in line, with a seat, with a call. */
  readonly waiting: number;
  readonly seats: number;
  readonly called: number;
  /** Seats that may be given at once: free, with inflow to spare, not held back. */
  readonly openSeats: number;
  /** How many were told to wait in the last 8 s and may not be in line yet. */
  readonly toldRecently: number;
  readonly sketch: RankSketch;
  /** What the operator has set live. */
  readonly control: Control;
  /** After data loss, or an outage at the opening, people report until then and no place is known; 0 without either. */
  readonly heldUntilMs: number;
  /** The first four characters of every called visitor's id: a false hit costs one exact arrival. */
  readonly calledPrefixes: ReadonlySet<string>;
  /** How long a seat is kept, from call to end; `null` before 80 s of history and a whole turnover. */
  readonly seatKeptSeconds: number | null;
  /** The share of those in line who have been silent for a whole claim, and will be passed over. */
  readonly silentShare: number;
  /** The share of those in line who leave it uncalled, per second. */
  readonly leavingPerSecond: number;
  /** Of the people let in with an estimate, the share that waited as first estimated; `null` before the first. */
  readonly waitsHeldShare: number | null;
};

/** Numbers at known ranks (0-based), both rising: the front exactly, then points ever further apart, then the last. */
export type RankSketch = {
  readonly front: readonly number[];
  readonly points: readonly { readonly rank: number; readonly number: number }[];
  readonly waiting: number;
};

/** Whether people are still reporting back, so that the line is only part of what it was. */
export function isComingBack({ asOfMs, heldUntilMs }: Snapshot): boolean {
  return asOfMs < heldUntilMs;
}

/** Characters of each id in `calledPrefixes`; scripts/turn.lua cuts them to the same length. */
export const CALLED_PREFIX_LENGTH = 4;

/** Whether the visitor may hold a call. *Guarantees*: true for all called as of the snapshot; seldom for others. */
export function isListedAsCalled(snapshot: Snapshot, visitor: VisitorId): boolean {
  return snapshot.calledPrefixes.has(visitor.slice(0, CALLED_PREFIX_LENGTH));
}

/** The lowest number in line, `null` when nobody is in line. */
export function lowestNumber(snapshot: Snapshot): number | null {
  return snapshot.sketch.front[0] ?? null;
}
