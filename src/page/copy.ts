// Every text a visitor reads, and how figures become words. The client script gets its texts from here, by an attribute.

import type { Status } from "../domain/status.ts";

export const LANGUAGE = "en";

export const COPY = {
  waitingTitle: "You are in line",
  leftTitle: "You left the line",
  place: "Your place",
  waiting: "People waiting",
  wait: "Expected wait",
  unknown: "not known yet",
  /** A wait is told only once it can be told honestly. */
  measuring: "being measured",
  underAMinute: "less than a minute",
  minutes: ["about 1 minute", "about # minutes", "about # to # minutes"],
  hours: ["about 1 hour", "about # hours", "about # to # hours"],
  withoutScript: "This page reloads by itself. Your place is kept.",
  leave: "Leave the line",
  leftNote: "Your place was given up. You may close this page.",
  lineUpAgain: "Line up again",
  /** By the reason, if there is one, else by the state; `reconnecting` is the script's own. */
  notes: {
    waiting: "This page moves on by itself when it is your turn. You may leave it open in the background.",
    admitted: "It is your turn. The site is loading.",
    unavailable: "We cannot reach the line just now. Keep this page open: it keeps trying.",
    outage: "We cannot reach the line just now, so the figures stand still. Your place is kept.",
    cookies:
      "Your browser does not keep our cookie, so it cannot keep your place. Allow cookies for this site, then reload.",
    reconnecting: "Reconnecting — your place is kept.",
  },
} as const;

/** Past this, minutes promise more than anybody can know. */
const LONGEST_WAIT_IN_MINUTES = 90;

/** The sentence below the heading: what is going on and what, if anything, the visitor must do. */
export function sayNote({ state, reason }: Pick<Status, "state" | "reason">): string {
  return COPY.notes[reason ?? state];
}

/** A place or a number of people; what is unknown, and what cannot be one, is said in words. */
export function sayCount(count: number | null): string {
  return isCount(count) ? count.toLocaleString(LANGUAGE) : COPY.unknown;
}

/** The expected wait as a range in whole minutes, rounded outward; in hours when it is long. */
export function sayWait(range: Status["expectedWaitSeconds"]): string {
  const isRange = range !== null && range.low >= 0 && range.high >= range.low && Number.isFinite(range.high);
  if (!isRange) return COPY.measuring;
  if (range.high < 60) return COPY.underAMinute;
  const isLong = range.high > LONGEST_WAIT_IN_MINUTES * 60;
  const unitSeconds = isLong ? 3600 : 60;
  const low = Math.max(1, Math.floor(range.low / unitSeconds));
  const high = Math.ceil(range.high / unitSeconds);
  const [one, same, between] = isLong ? COPY.hours : COPY.minutes;
  if (low < high) return between.replace("#", String(low)).replace("#", String(high));
  return high === 1 ? one : same.replace("#", String(high));
}

export function isCount(count: number | null): count is number {
  return count !== null && Number.isFinite(count) && count >= 1;
}
