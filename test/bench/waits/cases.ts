// The crowds whose waits are estimated: a line at once, more people all along, and what makes each case hard.

import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";
import type { BySize, Size } from "../bench.ts";

export type WaitCase = {
  readonly name: string;
  readonly capacity: number;
  readonly vars: Readonly<Record<string, string>>;
  readonly plans: readonly VisitorPlan[];
  /** The capacity is halved at this second of the run. */
  readonly halvedAtSeconds: number | null;
  readonly limitSeconds: number;
};

type CrowdSize = {
  readonly seats: number;
  readonly meanVisitSeconds: number;
  /** People let in a minute where inflow is what limits; the seats would take half as many again, or more. */
  readonly inflowPerMinute: number;
  /** The people of the first rush, and the time in which they come. */
  readonly rush: { readonly people: number; readonly overSeconds: number };
  /** After the rush about as many come as go, until then. */
  readonly laterUntilSeconds: number;
  readonly halvedAtSeconds: number;
  readonly limitSeconds: number;
};

const SIZES: BySize<CrowdSize> = {
  full: {
    seats: 60,
    meanVisitSeconds: 20,
    inflowPerMinute: 120,
    rush: { people: 450, overSeconds: 10 },
    laterUntilSeconds: 240,
    halvedAtSeconds: 90,
    limitSeconds: 560,
  },
  // People ask again after 2 to 5 s, and where inflow limits and seats are left they are given ranges at once: by the
  // limit some of them have been let in, and count.
  smallest: {
    seats: 8,
    meanVisitSeconds: 1,
    inflowPerMinute: 30,
    rush: { people: 10, overSeconds: 1 },
    laterUntilSeconds: 3,
    halvedAtSeconds: 2,
    limitSeconds: 10,
  },
};

/** Between a quarter of the mean and nearly twice as much; or a twentieth more or less. */
const SPREADS = { wide: 0.75, constant: 0.05 };
type Spread = keyof typeof SPREADS;

/** The smallest run does without the second: between the two, only a number differs. */
const SPREADS_RUN: BySize<readonly Spread[]> = { full: ["wide", "constant"], smallest: ["wide"] };

export function planCases(size: Size): WaitCase[] {
  const crowd = SIZES[size];
  return SPREADS_RUN[size].flatMap((spread) => [
    aCase(`steady-${spread}`, crowd, spread, {}),
    aCase(`leaving-${spread}`, crowd, spread, { leaving: 0.3 }),
    aCase(`inflow-${spread}`, crowd, spread, { inflowPerMinute: crowd.inflowPerMinute }),
    aCase(`halved-${spread}`, crowd, spread, { halvedAtSeconds: crowd.halvedAtSeconds }),
  ]);
}

type Hardship = {
  readonly leaving?: number;
  readonly inflowPerMinute?: number;
  readonly halvedAtSeconds?: number;
};

function aCase(name: string, crowd: CrowdSize, spread: Spread, hardship: Hardship): WaitCase {
  const { seats, meanVisitSeconds, rush, limitSeconds } = crowd;
  const { leaving = 0, inflowPerMinute, halvedAtSeconds = null } = hardship;
  const perSecond = Math.min(seats / meanVisitSeconds, (inflowPerMinute ?? Number.POSITIVE_INFINITY) / 60);
  const laterSeconds = halvedAtSeconds === null ? crowd.laterUntilSeconds : crowd.laterUntilSeconds / 2;
  const later = Math.round(perSecond * (laterSeconds - rush.overSeconds));
  const visit = { meanSeconds: meanVisitSeconds, spread: SPREADS[spread] };
  const plans = [
    ...Array.from({ length: rush.people }, () => Math.random() * rush.overSeconds),
    ...Array.from({ length: later }, () => rush.overSeconds + Math.random() * (laterSeconds - rush.overSeconds)),
  ].map((second) => aVisitor(second, visit, leaving, rush.people / perSecond));
  return {
    name,
    capacity: seats,
    vars: {
      SESSION_SECONDS: "120",
      ...(inflowPerMinute === undefined ? {} : { INFLOW_PER_MINUTE: String(inflowPerMinute) }),
    },
    plans,
    halvedAtSeconds,
    limitSeconds,
  };
}

type Visit = { readonly meanSeconds: number; readonly spread: number };

/** Those who leave do so at any moment of the wait they would have had: a tab closed without a word. */
function aVisitor(second: number, { meanSeconds, spread }: Visit, leaving: number, waitSeconds: number): VisitorPlan {
  const patience: Patience =
    Math.random() < leaving ? { kind: "gives up", afterMs: Math.random() * waitSeconds * 1000 } : { kind: "endless" };
  return {
    arrivesAtMs: second * 1000,
    visitMs: meanSeconds * 1000 * (1 - spread + 2 * spread * Math.random()),
    patience,
  };
}
