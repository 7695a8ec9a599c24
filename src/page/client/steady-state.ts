// From a status to the state shown, with hysteresis: a note stays long enough to be read, and nothing flickers.

import { isRange, type Status } from "../../domain/status.ts";
import { type PageState, pageStateOf } from "../page-state.ts";

/** Once shown, `near` stays up to this wait, so that a wait around its bound (90 s) does not make the page flicker. */
const STILL_NEAR_SECONDS = 150;
/** How long a note must have been in view before it may go. */
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
