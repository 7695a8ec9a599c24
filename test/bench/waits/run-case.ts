// One case: its own Redis and Workers, its crowd, and the waits that its people were given.

import { createClient } from "@redis/client";
import { type RunningStack, startStack } from "../../../local/crowd/crowd-stack.ts";
import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import { countErrors } from "../../../local/crowd/tally.ts";
import type { RunningWorker } from "../../../local/workerd/worker.ts";
import type { BySize, Say, Size } from "../bench.ts";
import type { WaitCase } from "./cases.ts";
import { type WaitRow, waitWatch } from "./score.ts";

const WORKERS: BySize<number> = { full: 2, smallest: 1 };
/** After the capacity was halved, the room may measure anew for a minute. */
const MEASURING_MS = 60_000;

export async function runCase(one: WaitCase, size: Size, say: Say): Promise<WaitRow> {
  const { name, plans, capacity, halvedAtSeconds } = one;
  const stack = await startStack({ workers: 0, capacity, vars: one.vars });
  try {
    const workers: RunningWorker[] = [];
    while (workers.length < WORKERS[size]) workers.push(await stack.addWorker());
    const watch = waitWatch(halvedAtSeconds === null ? 0 : halvedAtSeconds * 1000 + MEASURING_MS);
    say(`${name}: ${plans.length} visitors, ${capacity} seats`);
    const urls = workers.map(({ url }) => url);
    const crowd = sendVisitors(urls, plans, one.limitSeconds, { watch: { told: watch.told } });
    if (halvedAtSeconds !== null && (await crowd.clock.pause(halvedAtSeconds * 1000)) === "on") {
      for (const [at, worker] of workers.entries()) {
        const half = await stack.addWorker({ vars: { CAPACITY: String(capacity / 2) } });
        crowd.reroute(at, half.url);
        await worker.stop();
      }
      say(`${name}: ${capacity / 2} seats from now on`);
    }
    const journeys = await crowd.journeys;
    const lost = journeys.filter(({ kind }) => kind === "lost").length;
    const row = watch.score(name, journeys, await readOwnScore(stack));
    say(`${JSON.stringify(row)} (${lost} still in line at the end, ${countErrors(crowd.tally)} errors)`);
    return row;
  } finally {
    await stack.stop();
  }
}

async function readOwnScore(stack: RunningStack): Promise<number | null> {
  const redis = createClient({ url: stack.redisUrl });
  await redis.connect();
  try {
    const [estimated, held] = await redis.hmGet(`corral:{${stack.room}}:room`, ["waitsEstimated", "waitsHeld"]);
    return estimated ? Number(held) / Number(estimated) : null;
  } finally {
    redis.destroy();
  }
}
