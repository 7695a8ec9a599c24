import type { Status } from "../domain/status.ts";
import { isRange } from "./format.ts";

/**
 * What a page says of how things stand. `reconnecting` is known to the page's script alone; `left` and `turn` end the
 * wait.
 */
export type Face =
  | "waiting"
  | "near"
  | "turn"
  | "left"
  | "unavailable"
  | "cookies"
  | "outage"
  | "reconnecting"
  | "renewed"
  | "paused"
  | "soldout"
  | "notyet"
  | "lobby"
  | "opening"
  | "closed";

/** Two asks of the slowest pace near the front, and time to put the kettle down. */
const NEAR_SECONDS = 90;

/** The face for a status, whoever shows it; with a state or a reason of a later version one waits. */
export function faceOf(status: Pick<Status, "state" | "reason" | "expectedWaitSeconds">): Face {
  if (status.state === "admitted") return "turn";
  if (status.reason === "cookies") return "cookies";
  if (status.state !== "waiting" && isFaceOfState(status.state)) return status.state;
  if (status.reason === "outage" || status.reason === "renewed" || status.reason === "opening") return status.reason;
  const { expectedWaitSeconds: wait } = status;
  return isRange(wait) && wait.high <= NEAR_SECONDS ? "near" : "waiting";
}

const STATES: ReadonlySet<string> = new Set<Face>(["paused", "soldout", "unavailable", "notyet", "lobby", "closed"]);

function isFaceOfState(state: Status["state"]): state is Exclude<Status["state"], "admitted" | "waiting"> {
  return STATES.has(state);
}

const PLACELESS: ReadonlySet<Face> = new Set([
  "turn",
  "left",
  "unavailable",
  "cookies",
  "soldout",
  "notyet",
  "lobby",
  "closed",
]);

/** Whether a place in line is what it is about: figures are shown, and the title tells the place. */
export function hasPlace(face: Face): boolean {
  return !PLACELESS.has(face);
}

/** The heading of a face among those written: what happens on the way does not take the place's heading. */
export function headingOf<Heading>(
  headings: Readonly<Record<string, Heading>> & { readonly waiting: Heading },
  face: Face,
) {
  return headings[face] ?? headings.waiting;
}

/** The sentence below the heading, and the operator's own where there is one. */
export function sayNote(notes: Readonly<Record<Face, string>>, face: Face, why: string | null): string {
  return why !== null && (face === "paused" || face === "soldout" || face === "lobby")
    ? `${notes[face]} ${why}`
    : notes[face];
}
