// A row for a smallest run.

import type { RunClock } from "../../../local/crowd/run-clock.ts";
import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";
import type { FaultRow } from "./row.ts";

/**
 * A smallest run has a fortieth of a row's seats and people in a fortieth of its time: as many people a second as in
 * the row itself, while the longest wait for a fault, 33 s, is over within one. The Workers live in real time.
 */
const TIMES_SMALLER = 40;
/** First asks come within 4 s, and those who are called then are let in. A fault that lasts longer is cut short. */
const LIMIT_SECONDS = 6;

export function shrinkRow(row: FaultRow): FaultRow {
  return {
    ...row,
    capacity: Math.ceil(row.capacity / TIMES_SMALLER),
    plans: () => row.plans().flatMap((plan, index) => (index % TIMES_SMALLER === 0 ? [shrinkPlan(plan)] : [])),
    limitSeconds: LIMIT_SECONDS,
    befall: (scene) => {
      const crowd = { ...scene.crowd, clock: hasten(scene.crowd.clock) };
      return row.befall({ ...scene, crowd, share: 1 / TIMES_SMALLER });
    },
  };
}

function shrinkPlan({ arrivesAtMs, visitMs, patience }: VisitorPlan): VisitorPlan {
  return {
    arrivesAtMs: arrivesAtMs / TIMES_SMALLER,
    visitMs: visitMs / TIMES_SMALLER,
    patience: shrinkPatience(patience),
  };
}

function shrinkPatience(patience: Patience): Patience {
  return patience.kind === "gives up" ? { ...patience, afterMs: patience.afterMs / TIMES_SMALLER } : patience;
}

/** The fault goes by this clock: its pauses are short, and it shows the row's own time. */
function hasten(clock: RunClock): RunClock {
  return {
    ...clock,
    nowMs: () => clock.nowMs() * TIMES_SMALLER,
    pause: (ms) => clock.pause(ms / TIMES_SMALLER),
  };
}
