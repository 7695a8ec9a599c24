// The day of a sale that opens at a known second: what time it is in it. What is answered then is not decided here.

/** When the room opens and closes; `null` is no such moment. */
export type Calendar = { readonly opening: Opening | null; readonly closesAtMs: number | null };

export type Opening = {
  /** From when tickets are given out. */
  readonly lobbyAtMs: number;
  readonly opensAtMs: number;
  /** Whether people reach the site before the lobby, or are held. */
  readonly before: "forward" | "hold";
  /** What orders those who come to the lobby: when they came, or a draw. */
  readonly order: "arrival" | "draw";
  /** How long the site takes to warm up; 0: it is warm. */
  readonly rampSeconds: number;
};

/** `opening`: the line is open, and those from the lobby report; nobody is called yet. */
export type Phase = "notyet" | "lobby" | "opening" | "open" | "closed";

/**
 * The pages of a lobby report at the opening within so many seconds, each at a moment of its own, which gains nobody
 * anything: numbers are fixed, and nobody is called before all could report.
 */
export const REPORT_SPREAD_SECONDS = 4;
/** A report travels with its isolate's next turn, and the room is counted by the next after that. */
const TURN_MS = 1000;
/** For a report on a slow network, to an isolate whose clock is behind. */
const LATE_MS = 2000;
const CALLS_AFTER_MS = REPORT_SPREAD_SECONDS * 1000 + 2 * TURN_MS + LATE_MS;

/** Where the inflow begins when the site has to warm up. */
const RAMP_FROM = 0.1;

export function phaseAt({ opening, closesAtMs }: Calendar, nowMs: number): Phase {
  if (closesAtMs !== null && nowMs >= closesAtMs) return "closed";
  if (opening === null || nowMs >= callsFromMs(opening)) return "open";
  if (nowMs >= opening.opensAtMs) return "opening";
  return nowMs >= opening.lobbyAtMs ? "lobby" : "notyet";
}

/**
 * From when people are called: after everybody in the lobby has had time to report. No number leaves the edge before,
 * and no key: an isolate whose clock is behind may still be giving out tickets for the draw.
 */
export function callsFromMs({ opensAtMs }: Opening): number {
  return opensAtMs + CALLS_AFTER_MS;
}

/** When every isolate that hears of anybody turns each second: until the first are called, whoever may ask meanwhile. */
export function isGathering({ opening }: Calendar, nowMs: number): boolean {
  return opening !== null && nowMs >= opening.opensAtMs && nowMs < callsFromMs(opening) + 2 * TURN_MS;
}

/** Whether a line counted at a time can have everybody from the lobby in it. */
export function isLobbyCounted({ opening }: Calendar, countedAtMs: number): boolean {
  return opening === null || countedAtMs >= callsFromMs(opening) - TURN_MS;
}

/** The share of the inflow, or of the capacity where there is none, that counts at a time: a tenth at the first call. */
export function rampShare(calendar: Calendar, nowMs: number): number {
  const whole = calendar.opening?.rampSeconds ?? 0;
  return whole === 0 ? 1 : 1 - (1 - RAMP_FROM) * (rampLeftSeconds(calendar, nowMs) / whole);
}

/** For how long the share still grows. */
export function rampLeftSeconds({ opening }: Calendar, nowMs: number): number {
  if (opening === null) return 0;
  const goneSeconds = (nowMs - callsFromMs(opening)) / 1000;
  return Math.min(opening.rampSeconds, Math.max(0, opening.rampSeconds - goneSeconds));
}
