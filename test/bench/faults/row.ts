// A row of the bench, and all that its fault finds when it comes.

import type { RunningStack } from "../../../local/crowd/crowd-stack.ts";
import type { RunningCrowd } from "../../../local/crowd/send-crowd.ts";
import type { VisitorPlan } from "../../../local/crowd/visitor.ts";
import type { RunningWorker } from "../../../local/workerd/worker.ts";
import type { Observer } from "./observer.ts";

/** Names this row's fault; the result carries it. */
export type FaultName = string;

export type FaultRow = {
  readonly fault: FaultName;
  readonly capacity: number;
  /** Further Worker vars: the README lists them all. */
  readonly vars: Readonly<Record<string, string>>;
  /** What one of the four Workers has for itself. */
  readonly worker?: (index: number) => Readonly<Record<string, string>>;
  /** Another Worker than the one that ships: the folder of its build. */
  readonly build?: () => Promise<string>;
  readonly plans: () => readonly VisitorPlan[];
  readonly limitSeconds: number;
  /** Whether nobody can be let in while the fault lasts; then that time counts for nobody. */
  readonly order?: "stands still";
  /** After that the room itself calls nobody for so long. */
  readonly holdMs?: number;
  readonly befall: (scene: Scene) => Promise<void>;
  readonly bars?: Bars;
  /** An error that this fault may cause, because asking again mends it. */
  readonly excuses?: (what: string) => boolean;
};

export type Bars = {
  /** Share of the capacity that passes may stand above it. */
  readonly passesAbove?: number;
  readonly slowestMs?: number;
  /** Once the breakers are open. */
  readonly slowestOpenMs?: number;
  /** With `ON_FAULT=open` the order of the line is let go during an outage. */
  readonly order?: "kept" | "let go";
};

export type Scene = {
  readonly row: FaultRow;
  readonly stack: RunningStack;
  readonly workers: RunningWorker[];
  readonly crowd: RunningCrowd;
  readonly observer: Observer;
  /** The part of the row's people that has come: 1, but in a smallest run. */
  readonly share: number;
  /** The fault begins, ends now; a fault that never ends is over with the crowd. */
  began(): void;
  ended(): void;
  /** Sets how many the room may hold from now on. */
  allow(seats: number): void;
  /** People who came besides the crowd. */
  alsoCame(people: number): void;
  /** An error that somebody besides the crowd has met. */
  met(error: string): void;
  /** A bar of this row's own is missed. */
  miss(sentence: string): void;
  /** A figure of this row's own, for people. */
  note(sentence: string): void;
};

export type RowResult = {
  readonly fault: FaultName;
  readonly visitors: number;
  readonly errors: number;
  readonly lost: number;
  readonly inversions: number;
  readonly peakPasses: number;
  readonly capacity: number;
  readonly recoverySeconds: number;
  readonly slowestMs: number;
  /** Only where a bar is set for it. */
  readonly slowestOpenMs?: number;
};

export type RowFinding = { readonly result: RowResult; readonly missed: readonly string[] };
