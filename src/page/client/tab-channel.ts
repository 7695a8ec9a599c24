// All tabs of one browser are one visitor: what one of them hears, all know.

import type { PageState } from "../page-state.ts";
import type { Progress } from "./progress.ts";

/** What a tab knows, and of which place: what is known of another place is not about its own. */
export type Known = { readonly placeId: string | null; readonly progress: Progress };

export type Word =
  /** A tab was opened. */
  | ({ readonly kind: "hello" } & Known)
  /** What another tab did not know. */
  | ({ readonly kind: "known" } & Known)
  /** An answer of the room's, heard a moment ago; times are ms of the machine's clock, but for when the line opens. */
  | ({
      readonly kind: "news";
      readonly pageState: PageState;
      readonly heardAtMs: number;
      readonly askAtMs: number;
      readonly opensAt: string | null;
    } & Known)
  | { readonly kind: "left" }
  /** The pass is in the browser: each may go in. */
  | { readonly kind: "turn" };

/** Speaks to the other tabs of a room; in a browser that cannot, to nobody. Gives the way to speak. */
export function listenToTabs(room: string, hear: (word: Word) => void): (word: Word) => void {
  try {
    const channel = new BroadcastChannel(`corral-${room}`);
    channel.onmessage = ({ data }: MessageEvent<Word>) => hear(data);
    return (word) => channel.postMessage(word);
  } catch {
    return () => {}; // none in old browsers, refused where cookies are blocked
  }
}
