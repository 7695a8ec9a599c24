// All tabs of one browser are one visitor: what one of them hears, all know.

import type { Face } from "../face.ts";
import type { Progress } from "./progress.ts";

export type Word =
  /** A tab was opened, and would like to know. */
  | { readonly kind: "hello" }
  | { readonly kind: "news"; readonly face: Face; readonly progress: Progress; readonly askAgainMs: number }
  | { readonly kind: "left" }
  /** The pass is in the browser: each may go in. */
  | { readonly kind: "turn" };

/** Speaks to the other tabs of a room; in a browser that cannot, to nobody. Gives the way to speak. */
export function listenToTabs(room: string, hear: (word: Word) => void): (word: Word) => void {
  if (!("BroadcastChannel" in globalThis)) return () => {};
  const channel = new BroadcastChannel(`corral-${room}`);
  channel.onmessage = ({ data }: MessageEvent<Word>) => hear(data);
  return (word) => channel.postMessage(word);
}
