import { startStack } from "../../local/crowd/crowd-stack.ts";
import type { RunningWorker } from "../../local/workerd/worker.ts";
import type { Bench, BySize } from "./bench.ts";
import { type SoakCrowd, sendSoakCrowd } from "./soak/crowd.ts";
import { listDrifts } from "./soak/drift.ts";
import { awaitNoKeys } from "./soak/keys-left.ts";
import { watchMemory } from "./soak/memory-watch.ts";

const WORKERS: BySize<number> = { full: 4, smallest: 1 };
const MINUTES: BySize<number> = { full: 10, smallest: 3 };
/** In the smallest run a second stands for each minute. */
const MINUTE_SECONDS: BySize<number> = { full: 60, smallest: 1 };
const CROWD: BySize<Omit<SoakCrowd, "seconds">> = {
  full: { inflowPerMinute: 600, pressure: 1.2, visitSeconds: 20 },
  smallest: { inflowPerMinute: 60, pressure: 1.2, visitSeconds: 1 },
};
/** More than are ever on the site or called at once: inflow alone says what the room lets through. */
const CAPACITY = 2000;
/**
 * Tickets are short, so that what Redis remembers of those who are gone reaches its steady size within the run and is
 * forgotten soon after it. A ticket must outlast a session and its grace.
 */
const TICKET_SECONDS = 300;
const VARS = {
  TICKET_SECONDS: String(TICKET_SECONDS),
  SESSION_SECONDS: "90",
  SESSION_MAX_SECONDS: "180",
  GRACE_SECONDS: "60",
};
/**
 * The longest-lived key is the room's own, which outlives the tickets by three minutes; and half a minute of slack. The
 * smallest run looks once and does not wait for what is left.
 */
const KEYS_GONE_SECONDS: BySize<number> = { full: TICKET_SECONDS + 180 + 30, smallest: 0 };

const WARM_UP_MINUTES: BySize<number> = { full: 2, smallest: 1 };

/**
 * Ten minutes of a crowd that keeps coming at more than the room lets through, and then the silence after it: memory of
 * Workers and Redis minute by minute, and the keys that are left in the end.
 */
export const soak: Bench = async ({ size, say }) => {
  const [minutes, minuteSeconds, warmUpMinutes] = [MINUTES[size], MINUTE_SECONDS[size], WARM_UP_MINUTES[size]];
  const crowd = { ...CROWD[size], seconds: minutes * minuteSeconds };
  const vars = { ...VARS, INFLOW_PER_MINUTE: String(crowd.inflowPerMinute) };
  const stack = await startStack({ workers: 0, capacity: CAPACITY, vars });
  try {
    const workers: RunningWorker[] = [];
    while (workers.length < WORKERS[size]) workers.push(await stack.addWorker({ inspector: "on" }));
    const inspected = workers.flatMap(({ url, inspectorUrl }) => (inspectorUrl === null ? [] : { url, inspectorUrl }));
    const memory = await watchMemory({ workers: inspected, redisUrl: stack.redisUrl, minuteSeconds, say });
    const workerUrls = workers.map(({ url }) => url);
    await sendSoakCrowd(workerUrls, crowd, say);
    const watched = await memory.stop();
    const workerMegabytes = watched.workerMegabytes.slice(0, minutes);
    const residentMegabytes = watched.residentMegabytes.slice(0, minutes);
    const redisMegabytes = watched.redisMegabytes.slice(0, minutes);
    const keysLeft = await awaitNoKeys(stack.redisUrl, KEYS_GONE_SECONDS[size], say);
    const missed = [
      ...listDrifts("the Workers' heaps", workerMegabytes.slice(warmUpMinutes)),
      ...listDrifts("Redis", redisMegabytes.slice(warmUpMinutes)),
    ];
    if (keysLeft > 0) missed.push(`${keysLeft} keys are left after every TTL has run out, the bar is 0`);
    return { result: { minutes, workerMegabytes, residentMegabytes, redisMegabytes, keysLeft }, missed };
  } finally {
    await stack.stop();
  }
};
