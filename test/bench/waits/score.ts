// The wait each visitor was given, against how long it then was.

import type { ToldFigures } from "../../../local/crowd/judge-answer.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";

export type WaitRow = {
  readonly case: string;
  readonly visitors: number;
  /** Visitors who were given a range and were let in. */
  readonly scored: number;
  /** Shares of their ranges that held: the first given, and the one given when half of the wait was over. */
  readonly firstHeld: number;
  readonly halfWayHeld: number;
  /** Of the middles of both, as a share of the wait that followed. */
  readonly medianError: number;
  /** How often a wait shown to somebody was more than a fifth longer than the one shown before. */
  readonly rises: number;
  /** The share that held by the room's own score. */
  readonly ownScore: number | null;
  readonly widest: "as narrow as promised" | "too wide";
};

type Told = { readonly atMs: number; readonly low: number; readonly high: number };

export type WaitWatch = {
  readonly told: (visitor: number, figures: ToldFigures, nowMs: number) => void;
  readonly score: (name: string, journeys: readonly Journey[], ownScore: number | null) => WaitRow;
};

/** Ranges given before `fromMs` do not count. */
export function waitWatch(fromMs: number): WaitWatch {
  const toldTo = new Map<number, Told[]>();

  function score(name: string, journeys: readonly Journey[], ownScore: number | null): WaitRow {
    const firsts: Judged[] = [];
    const halves: Judged[] = [];
    let rises = 0;
    let widest: WaitRow["widest"] = "as narrow as promised";
    for (const [visitor, ranges] of toldTo) {
      rises += countRises(ranges);
      if (ranges.some(isTooWide)) widest = "too wide";
      const journey = journeys[visitor];
      const [first] = ranges;
      if (journey?.kind !== "admitted" || first === undefined) continue;
      const { admittedAtMs } = journey;
      const halfWayMs = (first.atMs + admittedAtMs) / 2;
      const half = ranges.filter(({ atMs }) => atMs <= halfWayMs).at(-1) ?? first;
      firsts.push(judge(first, admittedAtMs));
      halves.push(judge(half, admittedAtMs));
    }
    return {
      case: name,
      visitors: journeys.length,
      scored: firsts.length,
      firstHeld: share(firsts),
      halfWayHeld: share(halves),
      medianError: rounded(median([...firsts, ...halves].map(({ error }) => error))),
      rises,
      ownScore: ownScore === null ? null : rounded(ownScore),
      widest,
    };
  }

  return {
    told(visitor, { expected }, nowMs) {
      if (expected === null || nowMs < fromMs) return;
      const ranges = toldTo.get(visitor) ?? [];
      ranges.push({ atMs: nowMs, ...expected });
      toldTo.set(visitor, ranges);
    },
    score,
  };
}

type Judged = { readonly held: boolean; readonly error: number };

/** A wait of less than this is over before anybody would compare; its error counts against this many seconds. */
const SHORTEST_WAIT_SECONDS = 15;

function judge({ atMs, low, high }: Told, admittedAtMs: number): Judged {
  const waited = (admittedAtMs - atMs) / 1000;
  const error = Math.abs((low + high) / 2 - waited) / Math.max(waited, SHORTEST_WAIT_SECONDS);
  return { held: waited >= low && waited <= high, error };
}

/** Half a second for each end, which is given in whole seconds. */
function isTooWide({ low, high }: Told): boolean {
  const middle = (low + high) / 2;
  return high - low > Math.max(middle / 2, 30) + 1;
}

function countRises(ranges: readonly Told[]): number {
  const middles = ranges.map(({ low, high }) => (low + high) / 2);
  return middles.filter((middle, at) => middle > 1.2 * (middles[at - 1] ?? Number.POSITIVE_INFINITY)).length;
}

function share(judged: readonly Judged[]): number {
  return rounded(judged.filter(({ held }) => held).length / judged.length);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
