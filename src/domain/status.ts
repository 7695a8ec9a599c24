import type { Phase } from "./calendar.ts";
import type { Control } from "./control.ts";

/** What a waiting visitor learns: the status JSON, and what the page shows. Unknown numbers are `null`. */
export type Status = {
  readonly state: "admitted" | "waiting" | "notyet" | "lobby" | "paused" | "soldout" | "closed" | "unavailable";
  readonly room: string;
  /** Short id of this place in line, to tell it from earlier ones in the same browser. Not a credential. */
  readonly placeId: string | null;
  /** 1-based rank in line. */
  readonly place: number | null;
  /** How many people are in line. */
  readonly waiting: number | null;
  readonly expectedWaitSeconds: { readonly low: number; readonly high: number } | null;
  readonly askAgainSeconds: number | null;
  /** When the figures were true, ISO 8601 in UTC. */
  readonly asOf: string | null;
  /**
   * `outage`: the figures stand still. `cookies`: the visitor must allow them. `opening`: the line has just opened and
   * no place is known yet. `renewed`: an earlier place is over, this is a new one (sent once). Absent: all is well.
   */
  readonly reason?: "cookies" | "outage" | "opening" | "renewed";
  /** Why nobody is let in, in the operator's words; `null` when none were given, or when people are let in. */
  readonly why: string | null;
  /** The organiser's words to everyone who waits. */
  readonly message: string | null;
  /** When the line opens, ISO 8601 in UTC, and in how many seconds by the server's clock; `null` once it is open. */
  readonly opensAt: string | null;
  readonly opensInSeconds: number | null;
};

/** A status that says only how the room stands: every figure is `null`. */
export function bareStatus(room: string, state: Status["state"]): Status {
  return {
    state,
    room,
    placeId: null,
    place: null,
    waiting: null,
    expectedWaitSeconds: null,
    askAgainSeconds: null,
    asOf: null,
    why: null,
    message: null,
    opensAt: null,
    opensInSeconds: null,
  };
}

/** Whether a place or a number of people can be shown: a whole number from 1. */
export function isCount(count: number | null): count is number {
  return count !== null && Number.isInteger(count) && count >= 1;
}

/** Whether a wait can be shown: a finite range from 0 up. */
export function isRange(range: Status["expectedWaitSeconds"]): range is NonNullable<typeof range> {
  return range !== null && range.low >= 0 && range.high >= range.low && Number.isFinite(range.high);
}

/** The state for visitors who are not in. Sold out counts from the lobby on, paused only while the line is open. */
export function stateAt(phase: Phase, control: Control["state"]) {
  if (control === "soldout" && phase !== "notyet") return "soldout";
  if (phase !== "open" && phase !== "opening") return phase;
  return control === "open" ? "waiting" : control;
}

/** The part of a status that the page's script continues from. */
export type News = Omit<Status, "state" | "room" | "reason">;
