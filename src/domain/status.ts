import type { Phase } from "./calendar.ts";
import type { Control } from "./control.ts";

/** What a waiting visitor is told, as the status JSON carries it and the page shows it. Unknown numbers are `null`. */
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
   * Why the figures stand still (`outage`), what the visitor must change (`cookies`), that the line has just opened and
   * nobody's place is known yet (`opening`), or that an earlier place is over and this is a new one (`renewed`, told
   * once); absent when all is well.
   */
  readonly reason?: "cookies" | "outage" | "opening" | "renewed";
  /** Why nobody is let in, in the operator's words; `null` when he has not said, or when people are. */
  readonly why: string | null;
  /** The organiser's words to everyone who waits. */
  readonly message: string | null;
  /** When the line opens, ISO 8601 in UTC, and in how many seconds by the server's clock; `null` once it is open. */
  readonly opensAt: string | null;
  readonly opensInSeconds: number | null;
};

/** Of which nothing is known but how the room stands. */
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

/** Whether a place, or a number of people, is one that can be told. */
export function isCount(count: number | null): count is number {
  return count !== null && Number.isInteger(count) && count >= 1;
}

/** Whether a wait is one that can be told. */
export function isRange(range: Status["expectedWaitSeconds"]): range is NonNullable<typeof range> {
  return range !== null && range.low >= 0 && range.high >= range.low && Number.isFinite(range.high);
}

/** How the room stands for whoever is not in: by the hour and by the operator's hand. Before the lobby the hour counts. */
export function stateAt(phase: Phase, control: Control["state"]) {
  if (control === "soldout" && phase !== "notyet") return "soldout";
  if (phase !== "open" && phase !== "opening") return phase;
  return control === "open" ? "waiting" : control;
}

/** What of it the page's script goes on from. */
export type News = Omit<Status, "state" | "room" | "reason">;
