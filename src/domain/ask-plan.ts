import type { WaitRange } from "./wait-estimate.ts";

/** Nobody in line is told to be silent for longer, jitter included: patience and claim are measured against it. */
export const LONGEST_ASK_SECONDS = 30;

/** A newcomer shows the ticket back within seconds: until then the line does not know its holder. */
const FIRST_ASK_SECONDS = { from: 2, to: 4 };
/** While the wait is unknown; sooner for those who may be called any moment, each of whom keeps a seat until he asks. */
const UNKNOWN_ASK_SECONDS = { near: { from: 3, to: 5 }, far: { from: 5, to: 10 } };
/** Nobody is asked to come back sooner, however short the wait. */
const SHORTEST_ASK_SECONDS = 3;
/** An ask comes after about this share of the wait expected, so that a call is taken up soon after it is made. */
const SHARE_OF_WAIT = 0.1;
/** Spread to either side, so that people told the same do not come back together. */
const JITTER_SHARE = 0.15;

/** When a newcomer told to wait asks again, in seconds; `random` is in [0, 1). */
export function planFirstAsk(random: () => number): number {
  return between(FIRST_ASK_SECONDS, random());
}

/**
 * When someone in line asks again, in seconds, from the wait expected, `null` while unknown. `near`: no more are ahead
 * than have seats.
 */
export function planAsk(expected: WaitRange | null, front: "near" | "far", random: () => number): number {
  if (expected === null) return between(UNKNOWN_ASK_SECONDS[front], random());
  const share = ((expected.low + expected.high) / 2) * SHARE_OF_WAIT;
  const middle = Math.min(Math.max(share, SHORTEST_ASK_SECONDS), LONGEST_ASK_SECONDS / (1 + JITTER_SHARE));
  const jittered = middle * (1 + JITTER_SHARE * (2 * random() - 1));
  return Math.max(jittered, SHORTEST_ASK_SECONDS);
}

/** How often a page asks that waits for a moment still far away: often enough to hear that the moment was moved. */
const FAR_OFF_ASK_SECONDS = { from: 30, to: 55 };
/** A moment no further away is what the next ask waits for; below the longest gap a page keeps, 60 s. */
const SOON_SECONDS = 55;

/** When a page asks again that waits for a moment in so many seconds, after which all that wait for it are spread out. */
export function planAskAfter(inSeconds: number, spreadSeconds: number, random: () => number): number {
  const isSoon = inSeconds <= SOON_SECONDS;
  // Never 0, which would read as no time at all.
  return isSoon ? Math.max(0.1, inSeconds) + spreadSeconds * random() : between(FAR_OFF_ASK_SECONDS, random());
}

function between(range: { readonly from: number; readonly to: number }, share: number): number {
  return range.from + (range.to - range.from) * share;
}
