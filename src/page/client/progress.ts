// The figures shown between two answers: the place counts down at the measured pace, and nothing jumps up.

import { isCount, isRange, type News, type Status } from "../../domain/status.ts";

type Wait = Status["expectedWaitSeconds"];

/** Plain data, so that a tab can send it to the others. Times are in ms by the machine's clock. */
export type Progress = {
  /** The last place given, when, and how fast the line moved (places per second); the countdown stops at `untilMs`. */
  readonly given: number | null;
  readonly givenAtMs: number;
  readonly perSecond: number;
  readonly untilMs: number;
  /** The lowest place this visitor has seen; `null` before the first. */
  readonly shown: number | null;
  readonly waiting: number | null;
  readonly wait: Wait;
  /** The last wait shown. A longer one is reached from it in steps, even if none was known in between. */
  readonly lastWait: Wait;
  readonly asOf: string | null;
  readonly why: string | null;
  readonly message: string | null;
};

export const NOTHING_KNOWN: Progress = {
  given: null,
  givenAtMs: 0,
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

/** Slower than measured, so that the next answer is seldom above the place shown. */
const CAUTION = 0.8;
/** Lines move in waves, so the pace is an exponential average: a sample this old has 1/e of the weight of a new one. */
const PACE_MEMORY_SECONDS = 60;
/** The most of a place that is counted down before the next answer, as a share, however fast the line was. */
const MOST_COUNTED_DOWN = 0.05;
/** Time for the next answer to arrive. After it the countdown stops until there is one. */
const LATE_MS = 3000;
/** A longer wait is shown in steps: from one answer to the next it grows by at most the larger of the two. */
const LONGER = { share: 1.25, seconds: 60 };

/** Takes in an answer. */
export function takeNews(before: Progress, news: News, nowMs: number): Progress {
  const shown = showAt(before, nowMs);
  const isKnown = isCount(news.place);
  const wait = ease(shown.wait ?? before.lastWait, isRange(news.expectedWaitSeconds) ? news.expectedWaitSeconds : null);
  const place = isKnown ? news.place : before.given;
  return {
    given: place,
    givenAtMs: isKnown ? nowMs : before.givenAtMs,
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

/** Takes over what another tab of this visitor knows. *Guarantees*: the place this tab has shown does not rise. */
export function takeOver(own: Progress, other: Progress, nowMs: number): Progress {
  const shown = lower(showAt(own, nowMs).place, other.shown);
  if (other.givenAtMs < own.givenAtMs) return { ...own, shown };
  const before = showAt(own, other.givenAtMs).wait ?? own.lastWait;
  const wait = ease(before, other.wait);
  return { ...other, wait, lastWait: wait ?? before, shown };
}

/** The figures to show at a time. *Guarantees*: the place never rises, and is not 1 before the room has said so. */
export function showAt(progress: Progress, nowMs: number): { readonly place: number | null; readonly wait: Wait } {
  const { given, givenAtMs, perSecond, untilMs, shown, wait } = progress;
  const seconds = Math.max(0, Math.min(nowMs, untilMs) - givenAtMs) / 1000;
  return {
    place: lower(shown, given === null ? null : countDown(given, perSecond * seconds)),
    wait: shorten(wait, seconds),
  };
}

function countDown(given: number, moved: number): number {
  const counted = Math.min(CAUTION * moved, Math.max(1, MOST_COUNTED_DOWN * given));
  return Math.max(Math.min(given, 2), Math.ceil(given - counted));
}

function measurePace({ given, givenAtMs, perSecond }: Progress, place: number, nowMs: number): number {
  const seconds = (nowMs - givenAtMs) / 1000;
  if (given === null || seconds < 1) return perSecond;
  const newest = Math.max(0, given - place) / seconds;
  return perSecond + (newest - perSecond) * (1 - Math.exp(-seconds / PACE_MEMORY_SECONDS));
}

/** From the wait shown to the one given: a shorter one at once, a similar one not at all, a longer one in steps. */
function ease(shown: Wait, given: Wait): Wait {
  if (shown === null || given === null || given.high <= shown.high) return given;
  if ((given.low + given.high) / 2 <= shown.high) return shown;
  return { low: Math.min(given.low, longest(shown.low)), high: Math.min(given.high, longest(shown.high)) };
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
