import type { RedisClientType } from "@redis/client";
import { sumBilled } from "../../../local/upstash/bill-meter.ts";

/** What one run of a script cost: Redis' own time for it, and what Upstash would bill. */
export type Cost = { readonly micros: number; readonly billed: number };

export async function costOf(redis: RedisClientType, run: () => Promise<unknown>): Promise<Cost> {
  const before = await readMeter(redis);
  await run();
  const after = await readMeter(redis);
  return { micros: after.micros - before.micros, billed: after.billed - before.billed };
}

/** `usec` of EVALSHA counts the commands inside; reading the meter is on no bill. */
async function readMeter(redis: RedisClientType): Promise<Cost> {
  const stats = await redis.info("commandstats");
  const micros = /^cmdstat_evalsha:calls=\d+,usec=(\d+)/m.exec(stats)?.[1] ?? "0";
  return { micros: Number(micros), billed: sumBilled(stats) };
}

/** In megabytes of a million bytes, without what connected clients happen to have buffered. */
export async function readMegabytes(redis: RedisClientType): Promise<number> {
  const memory = await redis.info("memory");
  const bytes = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(memory)?.[1] ?? "0");
  return (bytes("used_memory") - bytes("mem_clients_normal")) / 1e6;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that a share of them does not exceed, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
