// This turnstile is our own and not Cloudflare Turnstile, the captcha.
//
// Its contract: the four verbs that decide, what they take and what they answer. `redis-turnstile.ts` implements it on
// Redis; the test suite implements it a second time, slowly and obviously, and compares.

import type { ControlChange } from "../domain/control.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import type { VisitorId } from "../domain/visitor.ts";

/** What a desk knew of the room before it asked, by which a script notices that data was lost. */
export type Known = {
  readonly epoch: Epoch | null;
  /** Seats and calls at the desk's last snapshot; `null` when it has none. */
  readonly seats: number | null;
};

/** What a desk collected since its last turn. Visitors are facts and may be sent twice; counts then count twice. */
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

/** Nobody with an estimate was let in. */
export const NO_WAITS: Batch["waits"] = { estimated: 0, held: 0 };

/** The answer to a turn. */
export type TurnReport = {
  readonly snapshot: Snapshot;
  /**
   * Visitors whose report did not take effect. For those to be confirmed or put back no pass may be minted; those
   * reported present are seated or their tickets are over, and only an exact arrival can tell which.
   */
  readonly refused: readonly VisitorId[];
};

/** A visitor to be decided on now, rather than read off a snapshot. */
export type Arrival = {
  readonly visitor: VisitorId;
  readonly number: number;
  /** `newcomer`: the ticket was minted a moment ago and never shown. `ticket`: its holder has shown it. */
  readonly who: "newcomer" | "ticket";
  /** How many newcomers this desk has told to wait since it last reported them, in a batch or an arrival. */
  readonly toldToWait: number;
};

/** The answer to an arrival. `spent`: the ticket is over. */
export type Arrived =
  /** Holds a seat until then; in redirect mode the arrival itself may have given it. */
  | { readonly kind: "seated"; readonly epoch: Epoch; readonly expiresAtMs: number }
  | { readonly kind: "called"; readonly epoch: Epoch; readonly deadlineMs: number }
  | { readonly kind: "waiting"; readonly epoch: Epoch; readonly place: number; readonly waiting: number }
  /** A newcomer for whom no seat is free: they get a ticket and join the line when they show it. */
  | { readonly kind: "told-to-wait"; readonly epoch: Epoch }
  | { readonly kind: "spent"; readonly epoch: Epoch };

/** A seat to be kept until `expiresAtMs`, as the pass in hand entitles to. */
export type Renewal = {
  readonly visitor: VisitorId;
  readonly expiresAtMs: number;
  /** The epoch the pass was minted in. */
  readonly passEpoch: Epoch;
  /** Whether a seat that ran out is put back, as grace allows. */
  readonly lapsedSeat: "restore" | "keep";
};

/** The answer to a renewal: the seat's end, which may be later than asked, or `gone`: there is no seat to keep. */
export type Renewed =
  | { readonly kind: "renewed"; readonly epoch: Epoch; readonly expiresAtMs: number }
  | { readonly kind: "gone"; readonly epoch: Epoch };

/** A visitor gives up seat, call or place. `passEpoch`: of the pass shown, `null` when a ticket was shown. */
export type Release = { readonly visitor: VisitorId; readonly passEpoch: Epoch | null };
export type Released = { readonly kind: "released"; readonly epoch: Epoch; readonly seats: 0 | 1 };

/**
 * Decides every admission.
 *
 * *Guarantees*: each verb is one atomic script and safe to run twice. *Costs*: one round trip each. *Fails*: throws a
 * `TurnstileFault` when Redis is slow, down or answers nonsense; the script may have run or not.
 */
export type Turnstile = {
  readonly turn: (batch: Batch, known: Known, nowMs: number) => Promise<TurnReport>;
  readonly arrive: (arrival: Arrival, known: Known, nowMs: number) => Promise<Arrived>;
  readonly renew: (renewal: Renewal, known: Known, nowMs: number) => Promise<Renewed>;
  readonly release: (release: Release, known: Known, nowMs: number) => Promise<Released>;
};

/** A change of the live settings, with the log's entry for it. */
export type ControlOrder = {
  readonly change: ControlChange;
  readonly entry: string;
  readonly when: "always" | "once" | "lost";
  /** When the change was asked for: under `once` a later one by anybody else wins. */
  readonly sinceMs: number;
};

/** The operator's part of the turnstile. *Fails*: as `Turnstile` does. */
export type Operator = {
  /**
   * Changes the live settings for every script from then on, and notes it in the log: `always`; `once`, not where the
   * room is in that state already or was changed since `sinceMs`; `lost`, only where no settings are known.
   */
  readonly change: (order: ControlOrder, known: Known, nowMs: number) => Promise<void>;
  /** The last changes, the newest first, each as it was noted. */
  readonly readLog: (known: Known, nowMs: number) => Promise<readonly string[]>;
};

/** Most members of each kind in one batch: Lua's `unpack` fails near 8,000 values, and a batch unpacks two of each. */
export const BATCH_MOST = 1200;
