// Formats figures by `Intl`, for the Worker and the page's script alike.

import { isCount, isRange, type Status } from "../domain/status.ts";
import type { Copy } from "./copy/copy.ts";

/** The sentences that replace unknown figures, or surround known ones. */
export type Words = Pick<Copy, "finding" | "measuring" | "underAMinute" | "asOf">;

/** Formats figures in one language. *Guarantees*: an unknown or impossible figure becomes a sentence, never `NaN`. */
export type Formatter = {
  readonly place: (place: number | null) => string;
  readonly count: (count: number | null) => string;
  /** A range in whole minutes, rounded outward; in hours when it is long. */
  readonly wait: (range: Status["expectedWaitSeconds"]) => string;
  readonly seconds: (seconds: number) => string;
  /** A time of day in a zone the engine knows; `null` is the machine's own. UTC is named in the text. */
  readonly asOf: (iso: string, timeZone: string | null) => string;
};

/** Day and time in a zone, with the zone's name: readers may be elsewhere than Cloudflare believes. */
export function formatMoment(language: string, iso: string, timeZone: string): string {
  const date = new Date(iso);
  const second = date.getUTCSeconds() === 0 ? {} : { second: "2-digit" as const };
  const day = { weekday: "long", month: "long", day: "numeric" } as const;
  const time = { hour: "numeric", minute: "2-digit", ...second, timeZoneName: "short", timeZone } as const;
  return new Intl.DateTimeFormat(language, { ...day, ...time }).format(date);
}

/** In seconds. For longer waits, minutes would be a false precision. */
const LONGEST_IN_MINUTES = 5400;

/** A formatter for a language. *Costs*: `Intl` objects that take 0.1 ms to make: make one per language and keep it. */
export function formatter(language: string, words: Words): Formatter {
  const plain = new Intl.NumberFormat(language);
  const unit = (name: "second" | "minute" | "hour") =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" });
  const [seconds, minutes, hours] = [unit("second"), unit("minute"), unit("hour")];
  const clocks = new Map<string | null, Intl.DateTimeFormat>();

  function clockOf(timeZone: string | null): Intl.DateTimeFormat {
    const clock = clocks.get(timeZone) ?? timeOfDay(language, timeZone);
    clocks.set(timeZone, clock);
    return clock;
  }

  return {
    place: (place) => (isCount(place) ? plain.format(place) : words.finding),
    count: (count) => (isCount(count) ? plain.format(count) : words.measuring),
    wait(range) {
      if (!isRange(range)) return words.measuring;
      if (range.high < 60) return words.underAMinute;
      const [format, length] = range.high > LONGEST_IN_MINUTES ? [hours, 3600] : [minutes, 60];
      return sayRange(format, Math.max(1, Math.floor(range.low / length)), Math.ceil(range.high / length));
    },
    seconds: (count) => seconds.format(count),
    asOf: (iso, timeZone) => words.asOf.replace("#", clockOf(timeZone).format(new Date(iso))),
  };
}

/** Browsers before 2023 lack `formatRange`, and for equal ends it adds an "approximately" sign. */
function sayRange(format: Intl.NumberFormat, low: number, high: number): string {
  if (low === high) return format.format(high);
  return typeof format.formatRange === "function" ? format.formatRange(low, high) : `${low}–${format.format(high)}`;
}

/** UTC is seldom a reader's own zone, so its name is added. */
function timeOfDay(language: string, timeZone: string | null): Intl.DateTimeFormat {
  const timeStyle = timeZone === "UTC" ? "long" : "medium";
  return new Intl.DateTimeFormat(language, { timeStyle, ...(timeZone === null ? {} : { timeZone }) });
}
