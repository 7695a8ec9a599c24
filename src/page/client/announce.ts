// When a screen reader is spoken to: at what matters, never at each answer.

import { type Face, hasPlace } from "../page-state.ts";

type Standing = { readonly face: Face; readonly place: number | null; readonly isWaitKnown: boolean };

/** What is new enough to be said: how things stand, or the figures; `null`: nothing. */
export type Announcement = "face" | "figures" | null;

/**
 * Judges each change of what is shown.
 *
 * *Guarantees*: every change of face is said; the figures when the place or the wait first becomes known, and each time the
 * place has halved: at most some twenty times from a place of a million.
 */
export function announcer(first: Standing): (now: Standing) => Announcement {
  let { face, isWaitKnown } = first;
  let said = first.place;
  return function judge(now) {
    const isOther = now.face !== face;
    const isNewWait = now.isWaitKnown && !isWaitKnown;
    const isFarther = now.place !== null && (said === null || now.place <= said / 2);
    face = now.face;
    isWaitKnown ||= now.isWaitKnown;
    if (isFarther || isNewWait) said = now.place;
    if (isOther) return "face";
    return hasPlace(now.face) && (isFarther || isNewWait) ? "figures" : null;
  };
}
