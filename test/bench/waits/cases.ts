// The crowds whose waits are estimated: a line at once, more people all along, and what makes each case hard.

import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";

export type WaitCase = {
  readonly name: string;
  readonly capacity: number;
  readonly vars: Readonly<Record<string, string>>;
  readonly plans: readonly VisitorPlan[];
  /** The capacity is halved at this second of the run. */
  readonly halvedAtSeconds: number | null;
  readonly limitSeconds: number;
};

const SEATS = 60;
const MEAN_VISIT_SECONDS = 20;
/** People let in a minute where inflow is what limits; the seats would take half as many again. */
const INFLOW_PER_MINUTE = 120;
/** Who comes in the first rush, over so many seconds. */
const RUSH = { people: 450, overSeconds: 10 };
/** And then, about as many as go, until then. */
const LATER_UNTIL_SECONDS = 240;
const HALVED_AT_SECONDS = 90;
const LIMIT_SECONDS = 560;

/** Between a quarter of the mean and nearly twice as much; or a twentieth more or less. */
const SPREADS = { wide: 0.75, constant: 0.05 };
type Spread = keyof typeof SPREADS;

export const CASES: readonly WaitCase[] = (Object.keys(SPREADS) as Spread[]).flatMap((spread) => [
  aCase(`steady-${spread}`, spread, {}),
  aCase(`leaving-${spread}`, spread, { leaving: 0.3 }),
  aCase(`inflow-${spread}`, spread, { inflowPerMinute: INFLOW_PER_MINUTE }),
  aCase(`halved-${spread}`, spread, { halvedAtSeconds: HALVED_AT_SECONDS }),
]);

type Hardship = {
  readonly leaving?: number;
  readonly inflowPerMinute?: number;
  readonly halvedAtSeconds?: number;
};

function aCase(name: string, spread: Spread, hardship: Hardship): WaitCase {
  const { leaving = 0, inflowPerMinute, halvedAtSeconds = null } = hardship;
  const perSecond = Math.min(SEATS / MEAN_VISIT_SECONDS, (inflowPerMinute ?? Number.POSITIVE_INFINITY) / 60);
  const laterSeconds = halvedAtSeconds === null ? LATER_UNTIL_SECONDS : LATER_UNTIL_SECONDS / 2;
  const later = Math.round(perSecond * (laterSeconds - RUSH.overSeconds));
  const rushWaitSeconds = RUSH.people / perSecond;
  const plans = [
    ...Array.from({ length: RUSH.people }, () => Math.random() * RUSH.overSeconds),
    ...Array.from({ length: later }, () => RUSH.overSeconds + Math.random() * (laterSeconds - RUSH.overSeconds)),
  ].map((second) => aVisitor(second, SPREADS[spread], leaving, rushWaitSeconds));
  return {
    name,
    capacity: SEATS,
    vars: {
      SESSION_SECONDS: "120",
      ...(inflowPerMinute === undefined ? {} : { INFLOW_PER_MINUTE: String(inflowPerMinute) }),
    },
    plans,
    halvedAtSeconds,
    limitSeconds: LIMIT_SECONDS,
  };
}

/** Who leaves does so at any moment of the wait he would have had: a tab closed without a word. */
function aVisitor(second: number, spread: number, leaving: number, waitSeconds: number): VisitorPlan {
  const patience: Patience =
    Math.random() < leaving ? { kind: "gives up", afterMs: Math.random() * waitSeconds * 1000 } : { kind: "endless" };
  return {
    arrivesAtMs: second * 1000,
    visitMs: MEAN_VISIT_SECONDS * 1000 * (1 - spread + 2 * spread * Math.random()),
    patience,
  };
}
