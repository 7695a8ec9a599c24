// How figures become words: by `Intl`, in the Worker and in the page's script alike.

import { isCount, isRange, type Status } from "../domain/status.ts";
import type { Copy } from "./copy/copy.ts";

/** The sentences that stand where a figure is not known. */
export type Words = Pick<Copy, "finding" | "measuring" | "underAMinute" | "asOf">;

/** Says figures in one language. What is unknown, and what cannot be a figure, is said in words. */
export type Formatter = {
  readonly place: (place: number | null) => string;
  readonly count: (count: number | null) => string;
  /** A range in whole minutes, rounded outward; in hours when it is long. */
  readonly wait: (range: Status["expectedWaitSeconds"]) => string;
  readonly seconds: (seconds: number) => string;
  /** A time of day in a zone the engine knows, `null` for the machine's own; UTC is named. */
  readonly asOf: (iso: string, timeZone: string | null) => string;
};

/** Day and time in a zone, which is named: whoever reads it may be elsewhere than is thought. */
export function formatMoment(language: string, iso: string, timeZone: string): string {
  const date = new Date(iso);
  const second = date.getUTCSeconds() === 0 ? {} : { second: "2-digit" as const };
  const day = { weekday: "long", month: "long", day: "numeric" } as const;
  const time = { hour: "numeric", minute: "2-digit", ...second, timeZoneName: "short", timeZone } as const;
  return new Intl.DateTimeFormat(language, { ...day, ...time }).format(date);
}

/** Past this, minutes promise more than anybody can know. */
const LONGEST_IN_MINUTES = 5400;

/** *Costs*: some formats of `Intl`, a tenth of a millisecond: make one for a language and keep it. */
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

/** Browsers before 2023 know no ranges; and of equal ends `formatRange` makes an estimate's sign. */
function sayRange(format: Intl.NumberFormat, low: number, high: number): string {
  if (low === high) return format.format(high);
  return typeof format.formatRange === "function" ? format.formatRange(low, high) : `${low}–${format.format(high)}`;
}

/** UTC is nobody's own: its name is said with it. */
function timeOfDay(language: string, timeZone: string | null): Intl.DateTimeFormat {
  const timeStyle = timeZone === "UTC" ? "long" : "medium";
  return new Intl.DateTimeFormat(language, { timeStyle, ...(timeZone === null ? {} : { timeZone }) });
}
