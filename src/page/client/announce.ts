// Decides what a screen reader announces: what matters, not every answer.

import { hasPlace, type PageState } from "../page-state.ts";

type Standing = { readonly pageState: PageState; readonly place: number | null; readonly isWaitKnown: boolean };

/** The part worth announcing: the new state, or the figures; `null`: nothing. */
export type Announcement = "state" | "figures" | null;

/**
 * Judges each change on the page.
 *
 * *Guarantees*: every change of state is announced. The figures are announced when the place or the wait first becomes
 * known, and each time the place has halved: about twenty times from a place of a million.
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
