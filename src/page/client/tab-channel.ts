// All tabs of a browser are one visitor: each shares what it hears with the others.

import type { PageState } from "../page-state.ts";
import type { Progress } from "./progress.ts";

/** A tab's knowledge of one place in line; it does not apply to any other place. */
export type Known = { readonly placeId: string | null; readonly progress: Progress };

export type Word =
  /** A tab was opened. */
  | ({ readonly kind: "hello" } & Known)
  /** A correction: another tab knew less. */
  | ({ readonly kind: "known" } & Known)
  /** An answer of the room, just heard. Times are in ms by the machine's clock; `opensAt` is as in the status. */
  | ({
      readonly kind: "news";
      readonly pageState: PageState;
      readonly heardAtMs: number;
      readonly askAtMs: number;
      readonly opensAt: string | null;
    } & Known)
  | { readonly kind: "left" }
  /** The pass is in the browser: every tab may go in. */
  | { readonly kind: "turn" };

/** Listens to the other tabs of a room and returns the function that sends to them. Without support it does nothing. */
export function listenToTabs(room: string, hear: (word: Word) => void): (word: Word) => void {
  try {
    const channel = new BroadcastChannel(`corral-tabs-2-${room}`);
    channel.onmessage = ({ data }: MessageEvent<Word>) => hear(data);
    return (word) => channel.postMessage(word);
  } catch {
    return () => {}; // none in old browsers, refused where cookies are blocked
  }
}
