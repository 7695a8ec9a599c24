// When the line opens, by the server's clock: the machine's own may be minutes off.

/** A moment of the machine's clock, give or take. */
export type Moment = { readonly atMs: number; readonly withinMs: number };

/**
 * The moment that lay so many seconds ahead when the server answered: half-way between question and answer, as NTP has it
 * (RFC 5905 §8), so it is off by half the round trip at most.
 */
export function momentOf(inSeconds: number, askedAtMs: number, answeredAtMs: number): Moment {
  return {
    atMs: (askedAtMs + answeredAtMs) / 2 + inSeconds * 1000,
    withinMs: Math.max(0, answeredAtMs - askedAtMs) / 2,
  };
}

/** The better of two: the narrower, but where they contradict each other the later, for the clock was set meanwhile. */
export function better(known: Moment | null, newer: Moment): Moment {
  if (known === null || newer.withinMs <= known.withinMs) return newer;
  return Math.abs(newer.atMs - known.atMs) > newer.withinMs + known.withinMs ? newer : known;
}

/** What is left, as a clock shows it: hours, minutes and seconds, and nothing below zero. */
export function sayLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

type Timing = { readonly requestStart: number; readonly responseStart: number };

/** When the page itself was asked for and answered; where the browser does not say, some time between then and now. */
export function pageTimes(): { readonly askedAtMs: number; readonly answeredAtMs: number } {
  const [page] = performance.getEntriesByType("navigation") as Partial<Timing>[];
  const { timeOrigin } = performance;
  const { requestStart = 0, responseStart = 0 } = page ?? {};
  return {
    askedAtMs: timeOrigin + requestStart,
    answeredAtMs: responseStart > 0 ? timeOrigin + responseStart : Date.now(),
  };
}
