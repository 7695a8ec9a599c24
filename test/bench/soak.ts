import { startStack } from "../../local/crowd/crowd-stack.ts";
import type { RunningWorker } from "../../local/workerd/worker.ts";
import type { Bench } from "./bench.ts";
import { type SoakCrowd, sendSoakCrowd } from "./soak/crowd.ts";
import { listDrifts } from "./soak/drift.ts";
import { awaitNoKeys } from "./soak/keys-left.ts";
import { watchMemory } from "./soak/memory-watch.ts";

const WORKERS = 4;
const MINUTES = 10;
const CROWD: SoakCrowd = {
  inflowPerMinute: 600,
  pressure: 1.2,
  visitSeconds: 20,
  seconds: MINUTES * 60,
};
/** More than are ever on the site or called at once: inflow alone says what the room lets through. */
const CAPACITY = 2000;
/**
 * Tickets are short, so that what Redis remembers of those who are gone reaches its steady size within the run and is
 * forgotten soon after it. A ticket must outlast a session and its grace.
 */
const TICKET_SECONDS = 300;
const VARS = {
  INFLOW_PER_MINUTE: String(CROWD.inflowPerMinute),
  TICKET_SECONDS: String(TICKET_SECONDS),
  SESSION_SECONDS: "90",
  SESSION_MAX_SECONDS: "180",
  GRACE_SECONDS: "60",
};
/** The longest-lived key is the room's own, which outlives the tickets by three minutes; and half a minute of slack. */
const LONGEST_TTL_SECONDS = TICKET_SECONDS + 180;
const SLACK_SECONDS = 30;

const WARM_UP_MINUTES = 2;

/**
 * Ten minutes of a crowd that keeps coming at more than the room lets through, and then the silence after it: memory of
 * Workers and Redis minute by minute, and the keys that are left in the end.
 */
export const soak: Bench = async ({ say }) => {
  const stack = await startStack({ workers: 0, capacity: CAPACITY, vars: VARS });
  try {
    const workers: RunningWorker[] = [];
    while (workers.length < WORKERS) workers.push(await stack.addWorker({ inspector: "on" }));
    const inspectorUrls = workers.flatMap(({ inspectorUrl }) => inspectorUrl ?? []);
    const memory = await watchMemory(inspectorUrls, stack.redisUrl, say);
    const workerUrls = workers.map(({ url }) => url);
    await sendSoakCrowd(workerUrls, CROWD, say);
    const watched = await memory.stop();
    const workerMegabytes = watched.workerMegabytes.slice(0, MINUTES);
    const residentMegabytes = watched.residentMegabytes.slice(0, MINUTES);
    const redisMegabytes = watched.redisMegabytes.slice(0, MINUTES);
    const keysLeft = await awaitNoKeys(stack.redisUrl, LONGEST_TTL_SECONDS + SLACK_SECONDS, say);
    const missed = [
      ...listDrifts("the Workers' heaps", workerMegabytes.slice(WARM_UP_MINUTES)),
      ...listDrifts("Redis", redisMegabytes.slice(WARM_UP_MINUTES)),
    ];
    if (keysLeft > 0) missed.push(`${keysLeft} keys are left after every TTL has run out, the bar is 0`);
    return { result: { minutes: MINUTES, workerMegabytes, residentMegabytes, redisMegabytes, keysLeft }, missed };
  } finally {
    await stack.stop();
  }
};
