// A sale that opens and closes at set times: its phases. What visitors are answered in each is not decided here.

/** When the room opens and closes; `null`: no such moment is set. */
export type Calendar = { readonly opening: Opening | null; readonly closesAtMs: number | null };

/** An opening at a set second, with a lobby before it. */
export type Opening = {
  /** From when tickets are given out. */
  readonly lobbyAtMs: number;
  readonly opensAtMs: number;
  /** Whether people reach the site before the lobby, or are held. */
  readonly before: "forward" | "hold";
  /** What orders the visitors in the lobby: when they came, or a draw. */
  readonly order: "arrival" | "draw";
  /** How long the site takes to warm up; 0: it is warm. */
  readonly rampSeconds: number;
};

/** `opening`: the line is open and visitors from the lobby report; nobody is called yet. */
export type Phase = "notyet" | "lobby" | "opening" | "open" | "closed";

/**
 * Pages in the lobby report within this time of the opening, each at its own moment. Reporting earlier gains nothing:
 * numbers are fixed, and nobody is called before all could report.
 */
export const REPORT_SPREAD_SECONDS = 4;
/** A report travels with its isolate's next turn, and the turn after that counts it. */
const TURN_MS = 1000;
/** For a report on a slow network, to an isolate whose clock is behind. */
const LATE_MS = 2000;
const CALLS_AFTER_MS = REPORT_SPREAD_SECONDS * 1000 + 2 * TURN_MS + LATE_MS;

/** The share of the inflow at the first call, when the site has to warm up. */
const RAMP_FROM = 0.1;

/** The phase at a time. A room without an opening is open until it closes. */
export function phaseAt({ opening, closesAtMs }: Calendar, nowMs: number): Phase {
  if (closesAtMs !== null && nowMs >= closesAtMs) return "closed";
  if (opening === null || nowMs >= callsFromMs(opening)) return "open";
  if (nowMs >= opening.opensAtMs) return "opening";
  return nowMs >= opening.lobbyAtMs ? "lobby" : "notyet";
}

/**
 * When the first people are called: once everybody in the lobby has had time to report. No number and no draw key
 * leaves the edge before: an isolate whose clock is behind may still be giving out tickets for the draw.
 */
export function callsFromMs({ opensAtMs }: Opening): number {
  return opensAtMs + CALLS_AFTER_MS;
}

/** Whether isolates turn every second even without news: from the opening until the first people have been called. */
export function isGathering({ opening }: Calendar, nowMs: number): boolean {
  return opening !== null && nowMs >= opening.opensAtMs && nowMs < callsFromMs(opening) + 2 * TURN_MS;
}

/** Whether a line counted at that time can include everybody from the lobby. */
export function isLobbyCounted({ opening }: Calendar, countedAtMs: number): boolean {
  return opening === null || countedAtMs >= callsFromMs(opening) - TURN_MS;
}

/** The share in force of the inflow, or of the capacity where no inflow is set: from 0.1 at the first call to 1. */
export function rampShare(calendar: Calendar, nowMs: number): number {
  const whole = calendar.opening?.rampSeconds ?? 0;
  return whole === 0 ? 1 : 1 - (1 - RAMP_FROM) * (rampLeftSeconds(calendar, nowMs) / whole);
}

/** Seconds for which that share still grows; 0 without a ramp. */
export function rampLeftSeconds({ opening }: Calendar, nowMs: number): number {
  if (opening === null) return 0;
  const goneSeconds = (nowMs - callsFromMs(opening)) / 1000;
  return Math.min(opening.rampSeconds, Math.max(0, opening.rampSeconds - goneSeconds));
}
