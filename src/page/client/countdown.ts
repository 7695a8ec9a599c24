// The countdown to the opening by the server's clock: the machine's own may be minutes off.

/** A moment by the machine's clock, accurate to ± `withinMs`. */
export type Moment = { readonly atMs: number; readonly withinMs: number };

/**
 * The moment that lay `inSeconds` ahead when the server answered. As in NTP (RFC 5905 §8), the answer is taken to come
 * from the middle of the round trip, so the error is at most half of it.
 */
export function momentOf(inSeconds: number, askedAtMs: number, answeredAtMs: number): Moment {
  return {
    atMs: (askedAtMs + answeredAtMs) / 2 + inSeconds * 1000,
    withinMs: Math.max(0, answeredAtMs - askedAtMs) / 2,
  };
}

/** The more accurate of two. If they contradict each other, the newer: the machine's clock was set in between. */
export function better(known: Moment | null, newer: Moment): Moment {
  if (known === null || newer.withinMs <= known.withinMs) return newer;
  return Math.abs(newer.atMs - known.atMs) > newer.withinMs + known.withinMs ? newer : known;
}

/** The time left as hh:mm:ss, never below zero. */
export function sayLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

type Timing = { readonly requestStart: number; readonly responseStart: number };

/** When the page itself was requested and answered. If the browser does not say, now stands for the answer. */
export function pageTimes(): { readonly askedAtMs: number; readonly answeredAtMs: number } {
  const [page] = performance.getEntriesByType("navigation") as Partial<Timing>[];
  const { timeOrigin } = performance;
  const { requestStart = 0, responseStart = 0 } = page ?? {};
  return {
    askedAtMs: timeOrigin + requestStart,
    answeredAtMs: responseStart > 0 ? timeOrigin + responseStart : Date.now(),
  };
}
