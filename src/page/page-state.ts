import { isRange, type Status } from "../domain/status.ts";

/** The state that a page shows. Only the page's script knows `reconnecting`; `left` and `turn` end the wait. */
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

/** Two polls at the longest interval (30 s each), plus 30 s for the visitor to come back to the page. */
const NEAR_SECONDS = 90;

/**
 * The page's state for a status, for the Worker and the script alike.
 *
 * *Guarantees*: a state or reason of a later version of Corral means `waiting` (or `near`).
 */
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

/** Whether the page is about a place in line: it then shows figures, and the place in its title. */
export function hasPlace(pageState: PageState): boolean {
  return !PLACELESS.has(pageState);
}

/** The heading for a state; passing ones (`outage`, `reconnecting`, `renewed`) keep the heading of `waiting`. */
export function headingOf<Heading>(
  headings: Readonly<Record<string, Heading>> & { readonly waiting: Heading },
  pageState: PageState,
) {
  return headings[pageState] ?? headings.waiting;
}

/** The sentence below the heading, followed by the operator's reason (`why`) if there is one. */
export function sayNote(notes: Readonly<Record<PageState, string>>, pageState: PageState, why: string | null): string {
  return why !== null && (pageState === "paused" || pageState === "soldout" || pageState === "lobby")
    ? `${notes[pageState]} ${why}`
    : notes[pageState];
}
