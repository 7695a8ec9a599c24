import { type CrowdReport, reportCrowd } from "./report.ts";
import { COMMANDS_PER_SAMPLE, connectSampler, type Samples } from "./sampler.ts";
import { type CrowdPlan, sendCrowd } from "./send-crowd.ts";
import type { Stack } from "./stack.ts";
import { countErrors, type Tally } from "./tally.ts";
import type { Journey } from "./visitor.ts";

export type CrowdRun = {
  readonly report: CrowdReport;
  readonly journeys: readonly Journey[];
  readonly tally: Tally;
  readonly samples: Samples;
};

export type RunOptions = {
  readonly stack: Stack;
  readonly plan: CrowdPlan;
  readonly capacity: number;
  readonly onProgress?: (line: string) => void;
};

const PROGRESS_EVERY_MS = 5000;

/** Sends one crowd through a stack that runs already, and counts what came of it. The stack goes on running. */
export async function runCrowd(options: RunOptions): Promise<CrowdRun> {
  const { stack, plan, capacity } = options;
  const sampler = await connectSampler({ redisUrl: stack.redisUrl, room: stack.room, capacity });
  // What the connections cost is spent by now: of all that is billed from here on, only the samples are not the room's.
  await stack.front.resetBill();
  const crowd = sendCrowd(stack.workerUrls, plan);
  sampler.begin(() => crowd.tally.waiting > 0);
  const progress = setInterval(() => {
    const { seats, called } = sampler.latest();
    options.onProgress?.(describeProgress(crowd.clock.nowMs(), crowd.tally, `${seats} + ${called} of ${capacity}`));
  }, PROGRESS_EVERY_MS);
  const journeys = await crowd.journeys;
  clearInterval(progress);
  const seconds = crowd.clock.nowMs() / 1000;
  const samples = await sampler.stop();
  const billed = (await stack.front.billed()) - samples.count * COMMANDS_PER_SAMPLE;
  const report = reportCrowd({ journeys, tally: crowd.tally, samples, capacity, billed, seconds });
  return { report, journeys, tally: crowd.tally, samples };
}

function describeProgress(nowMs: number, tally: Tally, seats: string): string {
  const { waiting, admitted, vanished, polls } = tally;
  const people = `${waiting} waiting, ${admitted} admitted, ${vanished} vanished`;
  return `${Math.round(nowMs / 1000)} s: ${people}; seats and calls ${seats}; ${polls} polls, ${countErrors(tally)} errors`;
}
