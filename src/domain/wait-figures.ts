import { planAsk, planFirstAsk } from "./ask-plan.ts";
import { callsFromMs, isLobbyCounted } from "./calendar.ts";
import { type Control, UNTOUCHED, underControl } from "./control.ts";
import { isPlaceKnown, readPlace } from "./place.ts";
import type { Room } from "./room.ts";
import { isComingBack, type Snapshot } from "./snapshot.ts";
import { estimateWait, type WaitRange } from "./wait-estimate.ts";

/** What a waiting visitor is shown; `null` for what is unknown, never 0 or NaN. */
export type Figures = {
  readonly place: number | null;
  readonly waiting: number | null;
  readonly expected: WaitRange | null;
  readonly askAgainSeconds: number;
  readonly asOfMs: number | null;
  /** What the operator has set live. */
  readonly control: Control;
};

/** Someone in line, by their ticket's number. */
export type HolderInLine = {
  readonly number: number;
  /** What a script has just counted; `null`: only the snapshot is known. */
  readonly exact: { readonly place: number; readonly waiting: number } | null;
};

type Now = { readonly nowMs: number; readonly random: () => number };

/** Visitors who reported at the opening poll for their places within this time after the line has been counted. */
const PLACES_SPREAD_SECONDS = 5;
/** How far an isolate's snapshot lags behind the count. */
const PLACES_FROM_MS = 500;

/** Long enough for the longest poll interval. */
const LONG_WAIT: WaitRange = { low: 3600, high: 3600 };

/** Figures of someone in line, read off the snapshot, however old it is, unless a script has just counted. */
export function figuresInLine(room: Room, snapshot: Snapshot | null, seen: HolderInLine, now: Now): Figures {
  if (snapshot === null) return figuresUnseen(seen, now);
  const { number, exact } = seen;
  const place = exact?.place ?? readPlace(snapshot.sketch, number);
  const waiting = Math.max(exact?.waiting ?? snapshot.waiting, place);
  const { asOfMs, control } = snapshot;
  const estimate = estimateWait(underControl(room, control), snapshot, place);
  const expected = control.state === "open" ? estimate : null;
  const front = place <= snapshot.seats + snapshot.called ? "near" : "far";
  // Sold out, nobody need poll soon; in a pause all poll as before.
  const asked = control.state === "soldout" ? LONG_WAIT : estimate;
  const figures = { place, waiting, expected, askAgainSeconds: planAsk(asked, front, now.random), asOfMs, control };
  const countedAtMs = exact === null ? asOfMs : now.nowMs;
  if (isComingBack(snapshot)) return withoutLine(figures);
  if (!isLobbyCounted(room.calendar, countedAtMs))
    return { ...withoutLine(figures), askAgainSeconds: planFirstAsk(now.random) };
  return isPlaceKnown(number, place, countedAtMs, snapshot) ? figures : withoutPlace(figures);
}

/** Figures without a snapshot: nothing is known of the room but what a script has just counted. */
function figuresUnseen({ number, exact }: HolderInLine, { nowMs, random }: Now): Figures {
  const isKnown = exact !== null && isPlaceKnown(number, exact.place, nowMs, null);
  return {
    place: isKnown ? exact.place : null,
    waiting: exact?.waiting ?? null,
    expected: null,
    askAgainSeconds: planAsk(null, "far", random),
    asOfMs: null,
    control: UNTOUCHED,
  };
}

/** Figures of a visitor from the lobby while others are still reporting: the next poll comes once all could. */
export function figuresAtOpening({ calendar }: Room, snapshot: Snapshot | null, { nowMs, random }: Now): Figures {
  const { opening } = calendar;
  const countedMs = opening === null ? nowMs : callsFromMs(opening) + PLACES_FROM_MS;
  return {
    place: null,
    waiting: null,
    expected: null,
    askAgainSeconds: (countedMs - nowMs) / 1000 + random() * PLACES_SPREAD_SECONDS,
    asOfMs: snapshot?.asOfMs ?? null,
    control: snapshot?.control ?? UNTOUCHED,
  };
}

/** The figures without place, wait and length of the line, while the line is only part of what it was. */
export function withoutLine(figures: Figures): Figures {
  return { ...withoutPlace(figures), waiting: null };
}

function withoutPlace(figures: Figures): Figures {
  return { ...figures, place: null, expected: null };
}

/** Figures of a newcomer, who is not in line, and so has no place, before the ticket is shown back. */
export function figuresOfNewcomer(snapshot: Snapshot | null, random: () => number): Figures {
  return {
    place: null,
    waiting: snapshot === null || snapshot.waiting === 0 ? null : snapshot.waiting,
    expected: null,
    askAgainSeconds: planFirstAsk(random),
    asOfMs: snapshot?.asOfMs ?? null,
    control: snapshot?.control ?? UNTOUCHED,
  };
}
