// Inflow as the limit: how many people are let in per minute although many of those called never come.

import type { Stack } from "../../../local/crowd/crowd-stack.ts";
import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";
import { mostWithin } from "./most-within.ts";
import { sayProgress } from "./progress.ts";
import { watchSets } from "./watch-sets.ts";

export type InflowBoundSizes = {
  readonly inflowPerMinute: number;
  readonly visitSeconds: number;
  /** The share of those called who never come. */
  readonly neverCome: number;
  readonly claimSeconds: number;
  /** All come within this time, as in the other room: in the full run long before the part that is steady. */
  readonly arriveSeconds: number;
  readonly runSeconds: number;
};

/** Shares of the inflow. */
export type InflowFound = { readonly mean: number; readonly worstMinute: number };

const MINUTE_MS = 60_000;
/** The line is made to last so much longer than the run, so that people wait to its end. */
const LINE_TO_SPARE = 1.15;
/** What a call outlives its claim by in Redis. */
const LATE_BATCH_SECONDS = 10;
/**
 * A call that is not taken up is given back a claim later, and a third of those called next do not come either: after
 * three claims 0.99 of the inflow is reached (1 - 1/3 to the fourth power).
 */
const CLAIMS_UNTIL_STEADY = 3;
/** Those who close their tabs do so this long before their calls, at most: not so long that they are passed over. */
const GONE_SECONDS = 40;

/**
 * People let in are counted when they see the shop. The mean is of the steady part; the worst minute is any of the run.
 * Of those who never come, half hear that they are called and do not load the page; half have closed their tab a little
 * before and do not hear of it.
 */
export async function measureInflowBound(
  stack: Stack,
  sizes: InflowBoundSizes,
  say: (line: string) => void,
): Promise<InflowFound> {
  const { inflowPerMinute, runSeconds, claimSeconds } = sizes;
  const plans = planCrowd(sizes);
  const never = plans.filter(({ patience }) => patience.kind !== "endless").length;
  say(`Inflow as the limit: ${inflowPerMinute} a minute, ${plans.length} visitors, ${never} of whom never come.`);
  const crowd = sendVisitors(stack.workerUrls, plans, runSeconds);
  const watch = await watchSets(stack, crowd.clock.nowMs);
  const stopSaying = sayProgress("Inflow as the limit", crowd, watch.latest, say);
  const journeys = await crowd.journeys;
  stopSaying();
  const { calledAtMs, seatedAtMs } = await watch.stop();

  const letInAtMs = journeys.flatMap((journey) => (journey.kind === "admitted" ? [journey.admittedAtMs] : []));
  const worstShare = (timesMs: readonly number[]) => mostWithin(timesMs, MINUTE_MS) / inflowPerMinute;
  say(`Inflow as the limit: worst minute ${worstShare(calledAtMs).toFixed(3)} of the inflow by calls made,`);
  say(`  ${worstShare(seatedAtMs).toFixed(3)} by seats confirmed, ${worstShare(letInAtMs).toFixed(3)} by shop pages.`);
  say(`Inflow as the limit: let in by the minute ${countByMinute(letInAtMs, runSeconds).join(" ")}.`);

  const steadyFromMs = CLAIMS_UNTIL_STEADY * (claimSeconds + LATE_BATCH_SECONDS) * 1000;
  const steadyMinutes = (runSeconds * 1000 - steadyFromMs) / MINUTE_MS;
  const letInSteadily = letInAtMs.filter((atMs) => atMs >= steadyFromMs).length;
  return { mean: letInSteadily / steadyMinutes / inflowPerMinute, worstMinute: worstShare(letInAtMs) };
}

function planCrowd(sizes: InflowBoundSizes): VisitorPlan[] {
  const { inflowPerMinute, visitSeconds, neverCome, arriveSeconds, runSeconds } = sizes;
  const calledPerSecond = inflowPerMinute / 60 / (1 - neverCome);
  const visitors = Math.ceil(calledPerSecond * runSeconds * LINE_TO_SPARE);
  const gonePlaces = calledPerSecond * GONE_SECONDS;
  return Array.from({ length: visitors }, (_, index) => ({
    arrivesAtMs: (index / visitors) * arriveSeconds * 1000,
    visitMs: (0.75 + Math.random() / 2) * visitSeconds * 1000,
    patience: drawPatience(neverCome, gonePlaces),
  }));
}

function drawPatience(neverCome: number, gonePlaces: number): Patience {
  const lot = Math.random();
  if (lot >= neverCome) return { kind: "endless" };
  if (lot < neverCome / 2) return { kind: "no-show" };
  return { kind: "drops out", atPlace: Math.ceil(Math.random() * gonePlaces) };
}

function countByMinute(timesMs: readonly number[], runSeconds: number): number[] {
  const counts = new Array<number>(Math.floor(runSeconds / 60)).fill(0);
  for (const atMs of timesMs) {
    const minute = Math.floor(atMs / MINUTE_MS);
    if (minute < counts.length) counts[minute] = (counts[minute] ?? 0) + 1;
  }
  return counts;
}
