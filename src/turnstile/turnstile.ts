// The contract of the turnstile: the four verbs that decide, what they take and what they answer. `redis-turnstile.ts`
// keeps it with Redis; the test suite keeps it a second time, slowly and obviously, and compares.

import type { ControlChange } from "../domain/control.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import type { VisitorId } from "../domain/visitor.ts";

/** What a desk knew of the room before it asked: the proof by which a script notices that data was lost. */
export type Known = {
  readonly epoch: Epoch | null;
  /** Seats and calls at the desk's last snapshot; `null` when it has none. */
  readonly seats: number | null;
};

/** What a desk collected since its last turn. Every part is a fact that may be told twice. */
export type Batch = {
  readonly present: readonly { readonly visitor: VisitorId; readonly number: number }[];
  readonly confirmed: readonly { readonly visitor: VisitorId; readonly expiresAtMs: number }[];
  /** Passes of an earlier epoch, whose seats are put back. */
  readonly restored: readonly { readonly visitor: VisitorId; readonly expiresAtMs: number }[];
  /** How many newcomers were told to wait. */
  readonly toldToWait: number;
  /** Of the people let in, how many had been given an estimate of their wait, and for how many it held. */
  readonly waits: { readonly estimated: number; readonly held: number };
};

export const NO_WAITS: Batch["waits"] = { estimated: 0, held: 0 };

export type TurnReport = {
  readonly snapshot: Snapshot;
  /**
   * Whose report did not take effect: for who was to be confirmed or put back no pass may be minted; who was present is
   * seated or over, and only an exact arrival can tell which.
   */
  readonly refused: readonly VisitorId[];
};

export type Arrival = {
  readonly visitor: VisitorId;
  readonly number: number;
  /** A newcomer's ticket was minted a moment ago and was never shown; a ticket's holder has shown it. */
  readonly who: "newcomer" | "ticket";
  /** How many newcomers this desk has told to wait since it last said so, by a batch or by an arrival. */
  readonly toldToWait: number;
};

export type Arrived =
  /** Holds a seat until then; in redirect mode also: was given one. */
  | { readonly kind: "seated"; readonly epoch: Epoch; readonly expiresAtMs: number }
  | { readonly kind: "called"; readonly epoch: Epoch; readonly deadlineMs: number }
  | { readonly kind: "waiting"; readonly epoch: Epoch; readonly place: number; readonly waiting: number }
  /** A newcomer for whom no seat is free: he gets a ticket and joins the line when he shows it. */
  | { readonly kind: "told-to-wait"; readonly epoch: Epoch }
  | { readonly kind: "spent"; readonly epoch: Epoch };

export type Renewal = {
  readonly visitor: VisitorId;
  readonly expiresAtMs: number;
  /** The epoch the pass was minted in. */
  readonly passEpoch: Epoch;
  /** Whether a seat that ran out is put back, as grace allows. */
  readonly lapsedSeat: "restore" | "keep";
};

export type Renewed =
  | { readonly kind: "renewed"; readonly epoch: Epoch; readonly expiresAtMs: number }
  | { readonly kind: "gone"; readonly epoch: Epoch };

export type Release = { readonly visitor: VisitorId; readonly passEpoch: Epoch | null };
export type Released = { readonly kind: "released"; readonly epoch: Epoch; readonly seats: 0 | 1 };

/**
 * Decides every admission.
 *
 * *Guarantees*: each verb is one atomic script and safe to run twice. *Costs*: one round trip each. *Fails*: throws a
 * `TurnstileFault` when Redis is slow, down or answers nonsense; then nothing may be concluded about what happened.
 */
export type Turnstile = {
  readonly turn: (batch: Batch, known: Known, nowMs: number) => Promise<TurnReport>;
  readonly arrive: (arrival: Arrival, known: Known, nowMs: number) => Promise<Arrived>;
  readonly renew: (renewal: Renewal, known: Known, nowMs: number) => Promise<Renewed>;
  readonly release: (release: Release, known: Known, nowMs: number) => Promise<Released>;
};

export type ControlOrder = {
  readonly change: ControlChange;
  readonly entry: string;
  readonly when: "always" | "once" | "lost";
  /** When whoever asks for it knew how the room stood. */
  readonly sinceMs: number;
};

/** The operator's hand on it. *Fails*: as the turnstile does. */
export type Operator = {
  /**
   * Changes the live settings, which count for every script from then on, and notes it in the log: `always`, `once` (not
   * where the room is in that state already, or was changed since it was asked for), or where they were `lost`.
   */
  readonly change: (order: ControlOrder, known: Known, nowMs: number) => Promise<void>;
  /** The last changes, the newest first, each as it was noted. */
  readonly readLog: (known: Known, nowMs: number) => Promise<readonly string[]>;
};

/** Most members of each kind in one batch: Lua's `unpack` fails near 8,000 values, a batch unpacks two of each. */
export const BATCH_MOST = 1200;
