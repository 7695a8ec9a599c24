import { planAsk, planFirstAsk } from "../domain/ask-plan.ts";
import { readPlace } from "../domain/place.ts";
import type { Room } from "../domain/room.ts";
import { isComingBack, type Snapshot } from "../domain/snapshot.ts";
import { estimateWait, type WaitRange } from "../domain/wait-estimate.ts";

/** What someone who waits is told; `null` for what is not known, never 0 or NaN. */
export type Figures = {
  readonly place: number | null;
  readonly waiting: number | null;
  readonly expected: WaitRange | null;
  readonly askAgainSeconds: number;
  readonly asOfMs: number | null;
};

/** For someone in line, read off the snapshot, however old it is; `place` where a script has just told it. */
export function figuresInLine(
  room: Room,
  snapshot: Snapshot | null,
  seen: { readonly number: number; readonly exact: { readonly place: number; readonly waiting: number } | null },
  random: () => number,
): Figures {
  if (snapshot === null) {
    const askAgainSeconds = planAsk(null, "far", random);
    const { place, waiting } = seen.exact ?? { place: null, waiting: null };
    return { place, waiting, expected: null, askAgainSeconds, asOfMs: null };
  }
  const place = seen.exact?.place ?? readPlace(snapshot.sketch, seen.number);
  const waiting = Math.max(seen.exact?.waiting ?? snapshot.waiting, place);
  const expected = estimateWait(room, snapshot, place);
  const front = place <= snapshot.seats + snapshot.called ? "near" : "far";
  const figures = {
    place,
    waiting,
    expected,
    askAgainSeconds: planAsk(expected, front, random),
    asOfMs: snapshot.asOfMs,
  };
  return isComingBack(snapshot) ? withoutPlace(figures) : figures;
}

/** What is left to say while the line is only part of what it was. */
export function withoutPlace(figures: Figures): Figures {
  return { ...figures, place: null, waiting: null, expected: null };
}

/** For a newcomer, who is not in line before the ticket is shown back: his place is not known yet. */
export function figuresOfNewcomer(snapshot: Snapshot | null, random: () => number): Figures {
  return {
    place: null,
    waiting: snapshot === null || snapshot.waiting === 0 ? null : snapshot.waiting,
    expected: null,
    askAgainSeconds: planFirstAsk(random),
    asOfMs: snapshot?.asOfMs ?? null,
  };
}
