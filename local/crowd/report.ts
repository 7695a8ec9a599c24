import { countInversions, slackOf } from "./inversions.ts";
import type { Samples } from "./sampler.ts";
import { countErrors, type Tally } from "./tally.ts";
import type { Journey } from "./visitor.ts";

/** The last line of a run. */
export type CrowdReport = {
  readonly visitors: number;
  readonly admitted: number;
  readonly vanished: number;
  /** Kept asking and never got in. */
  readonly lost: number;
  /** Pairs that break the order of the line (DESIGN §9.3). */
  readonly inversions: number;
  readonly peakSeats: number;
  readonly capacity: number;
  readonly errors: number;
  readonly seatUse: number;
  readonly polls: number;
  readonly billed: number;
  readonly billedPerVisitor: number;
  readonly seconds: number;
};

export type CrowdFacts = {
  readonly journeys: readonly Journey[];
  readonly tally: Tally;
  readonly samples: Samples;
  readonly capacity: number;
  readonly billed: number;
  readonly seconds: number;
};

export function reportCrowd(facts: CrowdFacts): CrowdReport {
  const { journeys, tally, samples, billed } = facts;
  const admitted = journeys.filter((journey) => journey.kind === "admitted");
  const inOrder = admitted.map(({ number, admittedAtMs, toldMs }) => {
    return { number, admittedAtMs, slackMs: slackOf(admittedAtMs, toldMs) };
  });
  return {
    visitors: journeys.length,
    admitted: admitted.length,
    vanished: journeys.filter((journey) => journey.kind === "vanished").length,
    lost: journeys.filter((journey) => journey.kind === "lost").length,
    inversions: countInversions(inOrder),
    peakSeats: samples.peakSeats,
    capacity: facts.capacity,
    errors: countErrors(tally),
    seatUse: rounded(samples.seatUse, 3),
    polls: tally.polls,
    billed,
    billedPerVisitor: rounded(billed / Math.max(1, journeys.length), 2),
    seconds: rounded(facts.seconds, 1),
  };
}

/** Every promise the run broke, in words; none, and the run has passed. */
export function listBroken(report: CrowdReport): string[] {
  const { lost, inversions, errors, peakSeats, capacity } = report;
  const broken: string[] = [];
  if (lost > 0) broken.push(`${lost} kept asking and never got in`);
  if (inversions > 0) broken.push(`${inversions} pairs were let in against the order of the line`);
  if (errors > 0) broken.push(`${errors} requests met an error`);
  if (peakSeats > capacity) broken.push(`${peakSeats} seats were taken at once, capacity is ${capacity}`);
  return broken;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
