import { countInversions, slackOf } from "./inversions.ts";
import type { Samples } from "./sampler.ts";
import { countErrors, type Tally } from "./tally.ts";
import type { Journey } from "./visitor.ts";

/** The last line of a run, as one JSON object. */
export type CrowdReport = {
  readonly visitors: number;
  readonly admitted: number;
  readonly vanished: number;
  /** Visitors who kept polling and never got in. */
  readonly lost: number;
  /** Pairs that break the order of the line by more than their slack (inversions.ts). */
  readonly inversions: number;
  readonly peakSeats: number;
  readonly capacity: number;
  readonly errors: number;
  readonly seatUse: number;
  readonly polls: number;
  readonly billed: number;
  readonly billedPerVisitor: number;
  readonly seconds: number;
} & DayReport;

/** Additional figures of a run with a lobby. */
export type DayReport = {
  /** From the opening until everyone still there knew their place. */
  readonly placesKnownSeconds?: number;
  /** Calls that break the order of the published draw among visitors who had reported. */
  readonly callsOutOfDraw?: number;
};

export type CrowdFacts = {
  readonly journeys: readonly Journey[];
  readonly tally: Tally;
  readonly samples: Samples;
  readonly capacity: number;
  readonly billed: number;
  readonly seconds: number;
  /** When the burst began, in ms since the run began: 0, or the opening. */
  readonly opensMs: number;
  readonly day: DayReport;
};

/** How soon after the opening everyone still there must know their place. */
const PLACES_KNOWN_MOST_SECONDS = 15;

export function reportCrowd(facts: CrowdFacts): CrowdReport {
  const { journeys, tally, samples, billed } = facts;
  const admitted = journeys.filter((journey) => journey.kind === "admitted");
  const inOrder = admitted.map(({ number, admittedAtMs, toldMs }) => {
    return { number, admittedAtMs, slackMs: slackOf(admittedAtMs - facts.opensMs, toldMs) };
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
    ...roundedDay(facts.day),
  };
}

/** A sentence for each promise that the run broke; if there are none, it has passed. */
export function listBroken(report: CrowdReport): string[] {
  const { lost, inversions, errors, peakSeats, capacity, placesKnownSeconds = 0, callsOutOfDraw = 0 } = report;
  const broken: string[] = [];
  if (lost > 0) broken.push(`${lost} kept asking and never got in`);
  if (inversions > 0) broken.push(`${inversions} pairs were let in against the order of the line`);
  if (errors > 0) broken.push(`${errors} requests met an error`);
  if (peakSeats > capacity) broken.push(`${peakSeats} seats were taken at once, capacity is ${capacity}`);
  if (placesKnownSeconds > PLACES_KNOWN_MOST_SECONDS)
    broken.push(
      `it took ${placesKnownSeconds} seconds until everyone knew the place, ${PLACES_KNOWN_MOST_SECONDS} are meant`,
    );
  if (callsOutOfDraw > 0) broken.push(`${callsOutOfDraw} calls did not follow the draw`);
  return broken;
}

function roundedDay({ placesKnownSeconds, ...day }: DayReport): DayReport {
  return placesKnownSeconds === undefined ? day : { placesKnownSeconds: rounded(placesKnownSeconds, 1), ...day };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
