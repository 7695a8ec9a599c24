// Seats as the limit: how much of the seat time is used while people wait and others vanish on the way.

import type { Stack } from "../../../local/crowd/crowd-stack.ts";
import { connectSampler } from "../../../local/crowd/sampler.ts";
import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";
import { sayProgress } from "./progress.ts";

export type CapacityBoundSizes = {
  readonly capacity: number;
  /** The mean; each stays up to a quarter more or less. */
  readonly visitSeconds: number;
  /** The share of those in line who vanish before it is their turn. */
  readonly leavers: number;
  /** All come within this time. */
  readonly arriveSeconds: number;
  readonly runSeconds: number;
};

/** The line is made to last so much longer than the run, so that people wait to its end. */
const LINE_TO_SPARE = 1.15;

/**
 * The share of seat-seconds used by people who were in, from when every seat was first given out to the end of the run,
 * counting only while people wait. A seat kept for somebody who is called and not there yet counts as unused.
 */
export async function measureCapacityBound(
  stack: Stack,
  sizes: CapacityBoundSizes,
  say: (line: string) => void,
): Promise<number> {
  const { capacity, runSeconds } = sizes;
  const plans = planCrowd(sizes);
  const vanishing = plans.filter(({ patience }) => patience.kind !== "endless").length;
  say(`Seats as the limit: ${capacity} seats, ${plans.length} visitors, ${vanishing} of whom vanish on the way.`);
  const sampler = await connectSampler({ redisUrl: stack.redisUrl, room: stack.room, capacity });
  const crowd = sendVisitors(stack.workerUrls, plans, runSeconds);
  let seats: "free" | "given out" = "free";
  sampler.begin(() => {
    const { seats: taken, called } = sampler.latest();
    if (taken + called >= capacity) seats = "given out";
    return seats === "given out" && crowd.tally.waiting > 0;
  });
  const stopSaying = sayProgress("Seats as the limit", crowd, sampler.latest, say);
  await crowd.journeys;
  stopSaying();
  const { seatUse, peakSeats } = await sampler.stop();
  say(`Seats as the limit: ${seatUse.toFixed(3)} of the seat time used, at most ${peakSeats} seats and calls.`);
  return seatUse;
}

/**
 * Those who vanish do so at a place drawn evenly from the one they begin at down to the front: places fall evenly, so
 * that is evenly over the time they would have waited, however long that turns out to be.
 */
function planCrowd(sizes: CapacityBoundSizes): VisitorPlan[] {
  const { capacity, visitSeconds, leavers, arriveSeconds, runSeconds } = sizes;
  const mostWaiting = ((runSeconds * LINE_TO_SPARE) / visitSeconds) * capacity;
  const patiences: Patience[] = Array.from({ length: capacity }, () => ({ kind: "endless" }));
  for (let staying = 0; staying < mostWaiting; ) {
    const place = patiences.length - capacity + 1;
    const leaves = Math.random() < leavers;
    patiences.push(leaves ? { kind: "drops out", atPlace: Math.ceil(Math.random() * place) } : { kind: "endless" });
    if (!leaves) staying += 1;
  }
  return patiences.map((patience, index) => ({
    arrivesAtMs: (index / patiences.length) * arriveSeconds * 1000,
    visitMs: (0.75 + Math.random() / 2) * visitSeconds * 1000,
    patience,
  }));
}
