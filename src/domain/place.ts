import type { RankSketch, Snapshot } from "./snapshot.ts";

/** A visitor told to wait polls within 4 s; the batch that reports it and the turn that counts it take two more. */
const SHOWN_BACK_MS = 6000;
/** The count of people told to wait travels in batches, one a second. */
const WORD_MS = 1000;
/** How far off a place may be: by the larger of the two. */
const PLACE_ERROR = { share: 0.05, places: 2 };

/**
 * Whether a place counted at that time can be shown: by then those who came before its holder have shown their tickets
 * back, or the missing ones are few. Shown too soon it would be far too low, and on the page it never rises again.
 *
 * *Guarantees*: true at once for numbers of a draw, which are lower than any by arrival.
 */
export function isPlaceKnown(number: number, place: number, seenAtMs: number, snapshot: Snapshot | null): boolean {
  const arrivedMs = number / 1000;
  if (seenAtMs - arrivedMs >= SHOWN_BACK_MS) return true;
  if (snapshot === null || snapshot.asOfMs - arrivedMs < WORD_MS) return false;
  return snapshot.toldRecently <= Math.max(PLACE_ERROR.places, PLACE_ERROR.share * place);
}

/**
 * The 1-based place of a number in line, read off the sketch by linear interpolation between known ranks.
 *
 * *Guarantees*: exact among the first 64, within the sketch's gap of 4 % behind them as of the snapshot; never beyond
 * the end of the line. *Costs*: O(log n) of some 300 points.
 */
export function readPlace(sketch: RankSketch, number: number): number {
  const { front, points, waiting } = sketch;
  const lastOfFront = front.at(-1);
  if (lastOfFront === undefined || number <= lastOfFront) return countBelow(front, number) + 1;
  const above = firstAbove(points, number);
  const low = above === 0 ? { rank: front.length - 1, number: lastOfFront } : points[above - 1];
  const high = points[above];
  if (low === undefined || high === undefined) return Math.max(waiting, front.length) + 1;
  const share = (number - low.number) / (high.number - low.number);
  return Math.floor(low.rank + share * (high.rank - low.rank)) + 1;
}

function countBelow(sorted: readonly number[], number: number): number {
  return search(sorted.length, (at) => (sorted[at] ?? Number.POSITIVE_INFINITY) >= number);
}

function firstAbove(points: RankSketch["points"], number: number): number {
  return search(points.length, (at) => (points[at]?.number ?? Number.POSITIVE_INFINITY) >= number);
}

/** The first index below `length` at which `holds` is true, else `length`. Once true it must stay true. */
function search(length: number, holds: (at: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
