import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, BySize } from "./bench.ts";
import { cpuMicros } from "./speed/child-cpu.ts";
import { type LoadSender, loadSender } from "./speed/load.ts";
import { type LoadName, type Subjects, startSubjects } from "./speed/subjects.ts";

/** What is timed: a load, and how slow Redis is meanwhile. */
const ROWS = {
  limit: { load: "limit", redis: "near" },
  forward: { load: "forward", redis: "near" },
  pass: { load: "pass", redis: "near" },
  poll: { load: "poll", redis: "near" },
  page: { load: "page", redis: "near" },
  newBusy: { load: "newBusy", redis: "near" },
  baseline: { load: "baseline", redis: "near" },
  pollSlowRedis: { load: "poll", redis: "slow" },
  baselineSlowRedis: { load: "baseline", redis: "slow" },
} as const satisfies Readonly<Record<string, { readonly load: LoadName; readonly redis: "near" | "slow" }>>;

type Row = keyof typeof ROWS;
type Timing = { readonly perSecond: number; readonly cpuMicros: number };

const ALL_ROWS = Object.keys(ROWS) as Row[];
const CPU_ROWS = ["pass", "poll", "page", "baseline"] as const satisfies readonly Row[];

/** Odd, so that one of them is in the middle. */
const ROUNDS: BySize<number> = { full: 5, smallest: 1 };

type RoundSize = {
  readonly seconds: number;
  /** Sent first in each round and not timed: connections open, a new snapshot comes, the code gets warm. */
  readonly leadInSeconds: number;
  /** Turns and answers of the row before end first. */
  readonly pauseMs: number;
};

const ROUND: BySize<RoundSize> = {
  full: { seconds: 3, leadInSeconds: 1, pauseMs: 500 },
  smallest: { seconds: 0.1, leadInSeconds: 0.1, pauseMs: 0 },
};
/** As many requests under way at once as keep any of the Workers busy, and as fit into a baseline of 20 ms each. */
const CONNECTIONS = 64;
const SLOW_REDIS_MS = 20;

const BARS = [
  { fast: "poll", atLeast: 0.6, of: "limit" },
  { fast: "pass", atLeast: 0.8, of: "forward" },
  { fast: "poll", atLeast: 5, of: "baseline" },
  { fast: "pollSlowRedis", atLeast: 0.85, of: "poll" },
] as const satisfies readonly { fast: Row; atLeast: number; of: Row }[];

/**
 * Requests per second under plain miniflare, its own entrance included, and CPU time per request, all rows in turn,
 * round after round; the median of the rounds.
 */
export const speed: Bench = async ({ only, size, say }) => {
  const rows = ALL_ROWS.filter((row) => only.length === 0 || only.includes(row));
  const subjects = await startSubjects(size);
  const sender = loadSender(subjects.loads);
  try {
    say(`${CONNECTIONS} requests under way at once; ${ROUNDS[size]} rounds of ${ROUND[size].seconds} s`);
    const timings = new Map<Row, Timing[]>(rows.map((row) => [row, []]));
    for (let round = 1; round <= ROUNDS[size]; round += 1) {
      for (const row of rows) {
        const timing = await time(row, ROUND[size], subjects, sender);
        timings.get(row)?.push(timing);
        say(`${round} ${row}: ${timing.perSecond.toFixed(0)} a second, ${timing.cpuMicros.toFixed(0)} µs of CPU each`);
      }
    }
    const perSecond = (row: Row) => median((timings.get(row) ?? []).map((timing) => timing.perSecond));
    const micros = (row: Row) => Math.round(median((timings.get(row) ?? []).map((timing) => timing.cpuMicros)));
    return {
      result: {
        ...Object.fromEntries(rows.map((row) => [row, Math.round(perSecond(row))])),
        cpuMicros: Object.fromEntries(CPU_ROWS.filter((row) => rows.includes(row)).map((row) => [row, micros(row)])),
      },
      missed: listMissed(rows, perSecond, say),
    };
  } finally {
    await sender.stop();
    await subjects.stop();
  }
};

async function time(row: Row, round: RoundSize, { front, pids }: Subjects, sender: LoadSender): Promise<Timing> {
  const { load: name, redis } = ROWS[row];
  const order = { name, connections: CONNECTIONS };
  front.setFault(redis === "slow" ? { kind: "latency", ms: SLOW_REDIS_MS } : null);
  await sender.send({ ...order, seconds: round.leadInSeconds });
  const before = await cpuMicros(pids[name]);
  const { answered, seconds } = await sender.send({ ...order, seconds: round.seconds });
  const used = (await cpuMicros(pids[name])) - before;
  front.setFault(null);
  await sleep(round.pauseMs);
  return { perSecond: answered / seconds, cpuMicros: used / answered };
}

function listMissed(rows: readonly Row[], perSecond: (row: Row) => number, say: (line: string) => void): string[] {
  const missed: string[] = [];
  for (const { fast, atLeast, of } of BARS) {
    if (!rows.includes(fast) || !rows.includes(of)) continue;
    const ratio = perSecond(fast) / perSecond(of);
    const words = `${fast} is ${ratio.toFixed(3)} of ${of}, the bar is ${atLeast}`;
    say(words);
    if (ratio < atLeast) missed.push(words);
  }
  return missed;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
