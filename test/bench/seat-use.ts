import { type Stack, startStack } from "../../local/crowd/crowd-stack.ts";
import type { Bench, BySize, Say, Size } from "./bench.ts";
import { type CapacityBoundSizes, measureCapacityBound } from "./seat-use/capacity-bound.ts";
import { type InflowBoundSizes, measureInflowBound } from "./seat-use/inflow-bound.ts";

/** Both rooms run at once, each with Redis, front and Worker processes of its own. */
const WORKERS: BySize<number> = { full: 4, smallest: 1 };
/** Longer than any visit: what is measured is the way from seat to seat, not sessions that cut visits short. */
const SESSION_SECONDS = "300";
/**
 * In the full run all come within a minute: the line is filled while the seats are, and the run shows its going down.
 * Not faster: two rooms, their crowds and their Redis share one machine, and an answer that is late is an outage. The
 * smallest run is over when the first have come back from the longest first wait, 4 s, and been let in.
 */
const CAPACITY_BOUND: BySize<CapacityBoundSizes> = {
  full: { capacity: 300, visitSeconds: 120, leavers: 0.3, arriveSeconds: 60, runSeconds: 600 },
  smallest: { capacity: 2, visitSeconds: 1, leavers: 0.3, arriveSeconds: 1, runSeconds: 6 },
};
const INFLOW_BOUND: BySize<InflowBoundSizes> = {
  full: {
    inflowPerMinute: 240,
    visitSeconds: 20,
    neverCome: 1 / 3,
    claimSeconds: 75,
    arriveSeconds: 60,
    runSeconds: 600,
  },
  smallest: {
    inflowPerMinute: 60,
    visitSeconds: 1,
    neverCome: 1 / 3,
    claimSeconds: 75,
    arriveSeconds: 1,
    runSeconds: 6,
  },
};
/** Room for everybody who is let in and for every call that is kept for nobody: inflow alone limits. */
const AMPLE_CAPACITY = 3000;

const LEAST_SEAT_USE = 0.93;
/** People let in per minute, as a share of the inflow. */
const LEAST_INFLOW = 0.95;
const MOST_INFLOW = 1.05;
const MOST_IN_A_MINUTE = 1;

type Found = {
  readonly capacityBound?: number;
  readonly inflowBound?: number;
  readonly inflowWorstMinute?: number;
};

/**
 * How much of what there is reaches people: seat-seconds where seats limit, and people let in per minute where the
 * inflow does. Rows: `capacity`, `inflow`.
 */
export const seatUse: Bench = async ({ only, size, say }) => {
  const wants = (row: string) => only.length === 0 || only.includes(row);
  const starts = [...(wants("capacity") ? [seatsLimit] : []), ...(wants("inflow") ? [inflowLimits] : [])];
  const founds = await runTogether(starts.map((start) => () => start(size, say)));
  const found: Found = Object.assign({}, ...founds);
  return { result: found, missed: missedBars(found) };
};

type Run = { readonly stack: Stack; measure(): Promise<Found> };

/** One room is started after the other, and both run once both stand: no start disturbs a measurement. */
async function runTogether(starts: readonly (() => Promise<Run>)[]): Promise<Found[]> {
  const runs: Run[] = [];
  try {
    for (const start of starts) runs.push(await start());
    return await Promise.all(runs.map(({ measure }) => measure()));
  } finally {
    for (const { stack } of runs) await stack.stop();
  }
}

async function seatsLimit(size: Size, say: Say): Promise<Run> {
  const sizes = CAPACITY_BOUND[size];
  const stack = await startStack({ workers: WORKERS[size], capacity: sizes.capacity, vars: { SESSION_SECONDS } });
  const measure = async () => {
    return { capacityBound: rounded(await measureCapacityBound(stack, sizes, say)) };
  };
  return { stack, measure };
}

async function inflowLimits(size: Size, say: Say): Promise<Run> {
  const sizes = INFLOW_BOUND[size];
  const vars = {
    SESSION_SECONDS,
    INFLOW_PER_MINUTE: String(sizes.inflowPerMinute),
    CLAIM_SECONDS: String(sizes.claimSeconds),
  };
  const stack = await startStack({ workers: WORKERS[size], capacity: AMPLE_CAPACITY, vars });
  const measure = async () => {
    const { mean, worstMinute } = await measureInflowBound(stack, sizes, say);
    return { inflowBound: rounded(mean), inflowWorstMinute: rounded(worstMinute) };
  };
  return { stack, measure };
}

function missedBars({ capacityBound, inflowBound, inflowWorstMinute }: Found): string[] {
  const missed: string[] = [];
  if (capacityBound !== undefined && !(capacityBound >= LEAST_SEAT_USE)) {
    missed.push(`${capacityBound} of the seat time was used while people waited, the bar is ${LEAST_SEAT_USE}`);
  }
  if (inflowBound !== undefined && !(inflowBound >= LEAST_INFLOW && inflowBound <= MOST_INFLOW)) {
    missed.push(`${inflowBound} of the inflow was let in per minute, the bar is ${LEAST_INFLOW} to ${MOST_INFLOW}`);
  }
  if (inflowWorstMinute !== undefined && !(inflowWorstMinute <= MOST_IN_A_MINUTE)) {
    missed.push(`${inflowWorstMinute} of the inflow was let in within one minute, the bar is ${MOST_IN_A_MINUTE}`);
  }
  return missed;
}

function rounded(share: number): number {
  return Number(share.toFixed(3));
}
