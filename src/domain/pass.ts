import type { Epoch } from "./epoch.ts";
import type { VisitorId } from "./visitor.ts";

/** The signed cookie that proves a call or a seat: the admission cookie. All times are whole seconds, given in ms. */
export type Pass = {
  readonly room: string;
  readonly visitor: VisitorId;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** When its holder was first let in; `SESSION_MAX_SECONDS` counts from here. */
  readonly sinceMs: number;
  /** The epoch whose script admitted the holder. */
  readonly epoch: Epoch;
  readonly stage: PassStage;
};

/**
 * `fresh`: proves a call; each request that shows it confirms. `full`: proves a seat and is renewed by use. `last`:
 * minted for a seat whose pass was lost; it ends with the seat and is never renewed, else `SESSION_MAX_SECONDS` would
 * mean nothing. `done`: the seat was given back and the thank-you page may still load; never confirmed or renewed.
 */
export type PassStage = "fresh" | "full" | "last" | "done";

/** How long the thank-you page and its styles may load after the seat was given back. */
export const DONE_PASS_SECONDS = 60;
