// What is shown between two answers: the place counts down at the pace measured, and nothing jumps up.

import type { News, Status } from "../../domain/status.ts";
import { isCount, isRange } from "../../domain/status.ts";

type Wait = Status["expectedWaitSeconds"];

/** Plain data, so that a tab can hand it to the others. Times are ms of the machine's clock. */
export type Progress = {
  /** The last place told, when, and how many places a second the line moved before; the countdown ends at `untilMs`. */
  readonly told: number | null;
  readonly toldAtMs: number;
  readonly perSecond: number;
  readonly untilMs: number;
  /** The lowest place this visitor has seen; `null` before the first. */
  readonly shown: number | null;
  readonly waiting: number | null;
  readonly wait: Wait;
  /** The last wait shown, from which a longer one is reached in steps, though none was known in between. */
  readonly lastWait: Wait;
  readonly asOf: string | null;
  readonly why: string | null;
  readonly message: string | null;
};

export const NOTHING_KNOWN: Progress = {
  told: null,
  toldAtMs: 0,
  perSecond: 0,
  untilMs: 0,
  shown: null,
  waiting: null,
  wait: null,
  lastWait: null,
  asOf: null,
  why: null,
  message: null,
};

/** Slower than measured, so that the next answer is seldom above what is shown. */
const CAUTION = 0.8;
/** Lines move in waves: the pace is an average in which what is this old has a third of the weight of what is new. */
const PACE_MEMORY_SECONDS = 60;
/** However fast the line was, until the next answer no more of the place is counted down. */
const MOST_COUNTED_DOWN = 0.05;
/** An answer on its way: after that the countdown stands still until there is news. */
const LATE_MS = 3000;
/** A longer wait is told in steps, from one answer to the next by no more than so. */
const LONGER = { share: 1.25, seconds: 60 };

/** Takes in an answer. */
export function takeNews(before: Progress, news: News, nowMs: number): Progress {
  const shown = showAt(before, nowMs);
  const isKnown = isCount(news.place);
  const wait = ease(shown.wait ?? before.lastWait, isRange(news.expectedWaitSeconds) ? news.expectedWaitSeconds : null);
  const place = isKnown ? news.place : before.told;
  return {
    told: place,
    toldAtMs: isKnown ? nowMs : before.toldAtMs,
    perSecond: isKnown ? measurePace(before, news.place, nowMs) : before.perSecond,
    untilMs: isKnown ? nowMs + (news.askAgainSeconds ?? 0) * 1000 + LATE_MS : before.untilMs,
    shown: lower(shown.place, news.place),
    waiting: news.waiting ?? before.waiting,
    wait,
    lastWait: wait ?? shown.wait ?? before.lastWait,
    asOf: news.asOf ?? before.asOf,
    why: news.why,
    message: news.message,
  };
}

/** Takes over what another tab of this visitor knows. *Guarantees*: what this one has counted down to does not rise. */
export function takeOver(own: Progress, other: Progress, nowMs: number): Progress {
  const shown = lower(showAt(own, nowMs).place, other.shown);
  if (other.toldAtMs < own.toldAtMs) return { ...own, shown };
  const before = showAt(own, other.toldAtMs).wait ?? own.lastWait;
  const wait = ease(before, other.wait);
  return { ...other, wait, lastWait: wait ?? before, shown };
}

/** What is to be seen at a time. *Guarantees*: the place never rises, and is not 1 before the room has said so. */
export function showAt(progress: Progress, nowMs: number): { readonly place: number | null; readonly wait: Wait } {
  const { told, toldAtMs, perSecond, untilMs, shown, wait } = progress;
  const seconds = Math.max(0, Math.min(nowMs, untilMs) - toldAtMs) / 1000;
  return {
    place: lower(shown, told === null ? null : countDown(told, perSecond * seconds)),
    wait: shorten(wait, seconds),
  };
}

function countDown(told: number, moved: number): number {
  const counted = Math.min(CAUTION * moved, Math.max(1, MOST_COUNTED_DOWN * told));
  return Math.max(Math.min(told, 2), Math.ceil(told - counted));
}

function measurePace({ told, toldAtMs, perSecond }: Progress, place: number, nowMs: number): number {
  const seconds = (nowMs - toldAtMs) / 1000;
  if (told === null || seconds < 1) return perSecond;
  const newest = Math.max(0, told - place) / seconds;
  return perSecond + (newest - perSecond) * (1 - Math.exp(-seconds / PACE_MEMORY_SECONDS));
}

/** From the wait shown to the one told: shorter at once; about the same stays as it is; longer in steps. */
function ease(shown: Wait, told: Wait): Wait {
  if (shown === null || told === null || told.high <= shown.high) return told;
  if ((told.low + told.high) / 2 <= shown.high) return shown;
  return { low: Math.min(told.low, longest(shown.low)), high: Math.min(told.high, longest(shown.high)) };
}

function longest(seconds: number): number {
  return Math.max(seconds * LONGER.share, seconds + LONGER.seconds);
}

function shorten(wait: Wait, seconds: number): Wait {
  return wait && { low: Math.max(0, wait.low - seconds), high: Math.max(0, wait.high - seconds) };
}

function lower(one: number | null, other: number | null): number | null {
  if (!isCount(one)) return isCount(other) ? other : null;
  return isCount(other) ? Math.min(one, other) : one;
}
