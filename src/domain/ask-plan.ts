import type { WaitRange } from "./wait-estimate.ts";

/** The longest interval between polls in line, jitter included. The least patience and claim are derived from it. */
export const LONGEST_ASK_SECONDS = 30;

/** A newcomer shows the ticket back within seconds: until then the line does not know its holder. */
const FIRST_ASK_SECONDS = { from: 2, to: 4 };
/** While the wait is unknown. Sooner near the front: a call keeps a seat empty until its holder polls. */
const UNKNOWN_ASK_SECONDS = { near: { from: 3, to: 5 }, far: { from: 5, to: 10 } };
/** Nobody is asked to come back sooner, however short the wait. */
const SHORTEST_ASK_SECONDS = 3;
/** A poll comes after about this share of the expected wait, so that a call is taken up soon after it is made. */
const SHARE_OF_WAIT = 0.1;
/** Spread to either side, so that people given the same interval do not come back together. */
const JITTER_SHARE = 0.15;

/** Seconds until the first poll of a newcomer told to wait; `random` is in [0, 1). */
export function planFirstAsk(random: () => number): number {
  return between(FIRST_ASK_SECONDS, random());
}

/**
 * Seconds until the next poll of someone in line, from the expected wait (`null`: unknown). `near`: no more people are
 * ahead than hold seats or calls.
 */
export function planAsk(expected: WaitRange | null, front: "near" | "far", random: () => number): number {
  if (expected === null) return between(UNKNOWN_ASK_SECONDS[front], random());
  const share = ((expected.low + expected.high) / 2) * SHARE_OF_WAIT;
  const middle = Math.min(Math.max(share, SHORTEST_ASK_SECONDS), LONGEST_ASK_SECONDS / (1 + JITTER_SHARE));
  const jittered = middle * (1 + JITTER_SHARE * (2 * random() - 1));
  return Math.max(jittered, SHORTEST_ASK_SECONDS);
}

/** The interval of a page that waits for a moment still far away: short enough to learn that the moment was moved. */
const FAR_OFF_ASK_SECONDS = { from: 30, to: 55 };
/** When the moment is at most this far away, the next poll waits for it. Below the longest delay a page keeps, 60 s. */
const SOON_SECONDS = 55;

/**
 * Seconds until the next poll of a page that waits for a moment `inSeconds` away. Polls due at the moment itself are
 * spread over the `spreadSeconds` after it.
 */
export function planAskAfter(inSeconds: number, spreadSeconds: number, random: () => number): number {
  const isSoon = inSeconds <= SOON_SECONDS;
  // Never 0: the page would take that for no delay given.
  return isSoon ? Math.max(0.1, inSeconds) + spreadSeconds * random() : between(FAR_OFF_ASK_SECONDS, random());
}

function between(range: { readonly from: number; readonly to: number }, share: number): number {
  return range.from + (range.to - range.from) * share;
}
