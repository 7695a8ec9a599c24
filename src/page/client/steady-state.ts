// From the state a status names to the state shown: what was said stays long enough to be read, and nothing flickers.

import type { Status } from "../../domain/status.ts";
import { isRange } from "../../domain/status.ts";
import { type PageState, pageStateOf } from "../page-state.ts";

/** Who was told that the turn is near is not told otherwise by a wait that wavers around the bound. */
const STILL_NEAR_SECONDS = 150;
/** How long the page must have been looked at before a note that explains something may go. */
const READ_MS = 30_000;

export type Settle = (status: Status, shown: PageState, page: "seen" | "hidden", nowMs: number) => PageState;

export function settler(beganMs: number): Settle {
  let readFromMs = beganMs;
  return function settle(status, shown, page, nowMs) {
    const pageState = pageStateOf(status);
    if (page === "hidden") readFromMs = nowMs;
    if (pageState !== "waiting") return pageState;
    const { expectedWaitSeconds: wait } = status;
    if (shown === "near" && isRange(wait) && wait.high <= STILL_NEAR_SECONDS) return "near";
    return shown === "renewed" && nowMs - readFromMs < READ_MS ? "renewed" : "waiting";
  };
}
