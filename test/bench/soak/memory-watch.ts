import { createClient } from "@redis/client";
import type { Say } from "../bench.ts";
import { type Inspected, readHeapMegabytes } from "./heap-in-use.ts";
import { readResidentMegabytes } from "./resident-memory.ts";

/** One figure a minute: of heaps at its end, of Redis and processes the median of its samples. */
export type MemoryByMinute = {
  /** What the Workers' heaps hold after a collection, summed. */
  readonly workerMegabytes: readonly number[];
  /** What their processes hold. */
  readonly residentMegabytes: readonly number[];
  readonly redisMegabytes: readonly number[];
};

export type MemoryWatch = { stop(): Promise<MemoryByMinute> };

const SAMPLES_A_MINUTE = 60;
const MEGABYTE = 1024 * 1024;

/** Watches the Workers, and what Redis says it uses. */
export async function watchMemory(options: {
  readonly workers: readonly Inspected[];
  readonly redisUrl: string;
  /** How long the watch takes a minute to be. */
  readonly minuteSeconds: number;
  readonly say: Say;
}): Promise<MemoryWatch> {
  const { workers, redisUrl, minuteSeconds, say } = options;
  const minuteMs = minuteSeconds * 1000;
  const client = createClient({ url: redisUrl, disableClientInfo: true });
  client.on("error", () => {}); // a lost Redis fails the sample that meets it
  await client.connect();
  const beganAtMs = performance.now();
  const heaps: number[] = [];
  const resident: number[][] = [];
  const redis: number[][] = [];
  let state: "sampling" | "stopped" = "sampling";

  async function keepSampling(): Promise<void> {
    while (state === "sampling") {
      const minute = Math.floor((performance.now() - beganAtMs) / minuteMs);
      if (resident.length <= minute) {
        if (minute > 0) {
          heaps.push(await readHeaps());
          say(`${describeMinute(minute, resident, redis)} In their heaps ${heaps.at(-1)} MB.`);
        }
        resident.push([]);
        redis.push([]);
      }
      resident.at(-1)?.push(await readResidentMegabytes("workerd"));
      redis.at(-1)?.push(readUsedBytes(await client.info("memory")) / MEGABYTE);
      await new Promise((resolve) => setTimeout(resolve, minuteMs / SAMPLES_A_MINUTE));
    }
  }

  async function readHeaps(): Promise<number> {
    let megabytes = 0;
    for (const worker of workers) megabytes += await readHeapMegabytes(worker);
    return Number(megabytes.toFixed(2));
  }

  const sampling = keepSampling();
  sampling.catch(() => {}); // thrown again where it is stopped
  return {
    async stop() {
      state = "stopped";
      try {
        await sampling;
        heaps.push(await readHeaps());
      } finally {
        client.destroy();
      }
      return {
        workerMegabytes: heaps,
        residentMegabytes: resident.map(median),
        redisMegabytes: redis.map(median),
      };
    },
  };
}

function readUsedBytes(info: string): number {
  return Number(/^used_memory:(\d+)/m.exec(info)?.[1]);
}

function describeMinute(minute: number, resident: readonly number[][], redis: readonly number[][]): string {
  const [ofWorkers = [], ofRedis = []] = [resident.at(-1), redis.at(-1)];
  const range = `${Math.min(...ofWorkers).toFixed(1)} to ${Math.max(...ofWorkers).toFixed(1)} MB`;
  return `Minute ${minute}: processes ${median(ofWorkers)} MB (${range}), Redis ${median(ofRedis)} MB.`;
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}
