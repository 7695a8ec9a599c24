// From the face told to the face shown: what was said stays long enough to be read, and nothing flickers.

import type { Status } from "../../domain/status.ts";
import { isRange } from "../format.ts";
import { type Face, faceOf } from "../page-state.ts";

/** Who was told that the turn is near is not told otherwise by a wait that wavers around the bound. */
const STILL_NEAR_SECONDS = 150;
/** How long the page must have been looked at before a note that explains something may go. */
const READ_MS = 30_000;

export type Settle = (told: Status, shown: Face, page: "seen" | "hidden", nowMs: number) => Face;

export function settler(beganMs: number): Settle {
  let readFromMs = beganMs;
  return function settle(told, shown, page, nowMs) {
    const face = faceOf(told);
    if (page === "hidden") readFromMs = nowMs;
    if (face !== "waiting") return face;
    const { expectedWaitSeconds: wait } = told;
    if (shown === "near" && isRange(wait) && wait.high <= STILL_NEAR_SECONDS) return "near";
    return shown === "renewed" && nowMs - readFromMs < READ_MS ? "renewed" : "waiting";
  };
}
