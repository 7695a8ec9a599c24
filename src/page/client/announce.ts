// When a screen reader is spoken to: at what matters, never at each answer.

import { hasPlace, type PageState } from "../page-state.ts";

type Standing = { readonly pageState: PageState; readonly place: number | null; readonly isWaitKnown: boolean };

/** What is new enough to be said: how things stand, or the figures; `null`: nothing. */
export type Announcement = "state" | "figures" | null;

/**
 * Judges each change of what is shown.
 *
 * *Guarantees*: every change of state is announced; the figures when the place or the wait first becomes known, and each time the
 * place has halved: at most some twenty times from a place of a million.
 */
export function announcer(first: Standing): (now: Standing) => Announcement {
  let { pageState, isWaitKnown } = first;
  let said = first.place;
  return function judge(now) {
    const isOther = now.pageState !== pageState;
    const isNewWait = now.isWaitKnown && !isWaitKnown;
    const isFarther = now.place !== null && (said === null || now.place <= said / 2);
    pageState = now.pageState;
    isWaitKnown ||= now.isWaitKnown;
    if (isFarther || isNewWait) said = now.place;
    if (isOther) return "state";
    return hasPlace(now.pageState) && (isFarther || isNewWait) ? "figures" : null;
  };
}
