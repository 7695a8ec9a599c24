import { isRange, type Status } from "../domain/status.ts";

/**
 * What a page says of how things stand. `reconnecting` is known to the page's script alone; `left` and `turn` end the
 * wait.
 */
export type PageState =
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

/** The state of the page for a status, in the Worker and in the script; a state or a reason of a later version means waiting. */
export function pageStateOf(status: Pick<Status, "state" | "reason" | "expectedWaitSeconds">): PageState {
  if (status.state === "admitted") return "turn";
  if (status.reason === "cookies") return "cookies";
  if (status.state !== "waiting" && isPageState(status.state)) return status.state;
  if (status.reason === "outage" || status.reason === "renewed" || status.reason === "opening") return status.reason;
  const { expectedWaitSeconds: wait } = status;
  return isRange(wait) && wait.high <= NEAR_SECONDS ? "near" : "waiting";
}

const STATES: ReadonlySet<string> = new Set<PageState>([
  "paused",
  "soldout",
  "unavailable",
  "notyet",
  "lobby",
  "closed",
]);

function isPageState(state: Status["state"]): state is Exclude<Status["state"], "admitted" | "waiting"> {
  return STATES.has(state);
}

const PLACELESS: ReadonlySet<PageState> = new Set([
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
export function hasPlace(pageState: PageState): boolean {
  return !PLACELESS.has(pageState);
}

/** The heading for a state of the page: what happens on the way does not take the place's heading. */
export function headingOf<Heading>(
  headings: Readonly<Record<string, Heading>> & { readonly waiting: Heading },
  pageState: PageState,
) {
  return headings[pageState] ?? headings.waiting;
}

/** The sentence below the heading, and the operator's own where there is one. */
export function sayNote(notes: Readonly<Record<PageState, string>>, pageState: PageState, why: string | null): string {
  return why !== null && (pageState === "paused" || pageState === "soldout" || pageState === "lobby")
    ? `${notes[pageState]} ${why}`
    : notes[pageState];
}
