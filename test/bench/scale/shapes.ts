// The numbers of a line, by the way in which its people came.

export const SHAPES = ["uniform", "burst", "draw"] as const;
export type Shape = (typeof SHAPES)[number];

/** In [0, 1). */
export type Lot = () => number;

/** The people of a line by arrival came over this long, the last a moment ago. */
const ARRIVING_MS = 600_000;
/** A burst: this share of them in the first ten seconds, the others as a trickle after it. */
const BURST_SHARE = 0.8;
const BURST_MS = 10_000;
/** Numbers of a draw are below any by arrival. */
const DRAW_MOST = 1e15;
/** A ticket enters the line when it is first shown back, 2 to 4 s after it was minted. */
const SHOWN_BACK_MS = { from: 2000, to: 4000 };

/** The numbers, lowest first, of a line whose last member came at `endMs`. */
export function drawLine(shape: Shape, size: number, endMs: number, lot: Lot): number[] {
  const numbers = Array.from({ length: size }, (_, index) => drawNumber(shape, index / size, endMs, lot));
  return numbers.sort((a, b) => a - b);
}

/** Where people enter a line that stands: behind it, as new arrivals do, but for stragglers, who enter anywhere. */
export type Joining = "a few stragglers" | "all stragglers";

/**
 * Back from silence, from a lapsed call, or late from a lobby: a tenth, as vanish in the crowd of docs/benchmarks.md.
 */
const STRAGGLERS_SHARE = 0.1;

/** The number of somebody who enters a line that was drawn when its last member came at `endMs`. */
export function drawJoiner(shape: Shape, joining: Joining, endMs: number, nowMs: number, lot: Lot): number {
  if (joining === "all stragglers" || lot() < STRAGGLERS_SHARE) return drawNumber(shape, lot(), endMs, lot);
  return toNumber(nowMs - SHOWN_BACK_MS.from - lot() * (SHOWN_BACK_MS.to - SHOWN_BACK_MS.from));
}

function drawNumber(shape: Shape, share: number, endMs: number, lot: Lot): number {
  if (shape === "draw") return Math.floor(lot() * DRAW_MOST);
  if (shape === "uniform") return toNumber(endMs - lot() * ARRIVING_MS);
  if (share < BURST_SHARE) return toNumber(endMs - ARRIVING_MS + lot() * BURST_MS);
  return toNumber(endMs - lot() * (ARRIVING_MS - BURST_MS));
}

/** Arrival in microseconds, as the edge counts. */
function toNumber(ms: number): number {
  return Math.floor(ms * 1000);
}

/** The same people in every run, so that runs can be compared: Mulberry32, seeded. */
export function seededLot(seed: number): Lot {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
