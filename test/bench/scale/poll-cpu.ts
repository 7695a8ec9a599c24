// CPU of a poll: a real Worker over a line that long answers real polls, and its own process tells what they took.

import { readdir, readFile } from "node:fs/promises";
import { type HttpClient, httpClient } from "../../../local/crowd/http-client.ts";
import { statusAsk } from "../../../local/crowd/visitor-requests.ts";
import { startWorker } from "../../../local/workerd/worker.ts";
import { deriveKeyring } from "../../../src/seal/keyring.ts";
import { signTicket } from "../../../src/seal/ticket-seal.ts";
import { anEpoch } from "../../support/a-visitor.ts";
import type { RedisStack } from "../../support/redis/redis-stack.ts";
import type { BySize, Size } from "../bench.ts";
import type { Line, Present } from "./line.ts";
import { mean } from "./meter.ts";

const SIGNING_SECRET = "a signing secret of thirty-two bytes or more";
const HOUR_MS = 3_600_000;
/** People who poll; as many as a desk of a busy room hears of in a second. */
const VISITORS = 500;
/** Few enough at once that they queue nowhere. */
const AT_ONCE = 16;
const POLLS_A_ROUND: BySize<number> = { full: 3000, smallest: 30 };
const ROUNDS: BySize<number> = { full: 10, smallest: 1 };
/** The first rounds are the compiler's. */
const WARM_UP_ROUNDS: BySize<number> = { full: 2, smallest: 1 };
/** A turn takes milliseconds: by then the desk has its snapshot. */
const FIRST_TURN_MS = 500;
/** Linux counts processor time in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const TICK_MICROS = 10_000;

type Polled = {
  readonly pid: number;
  readonly client: HttpClient;
  readonly asks: readonly Ask[];
};
type Ask = ReturnType<typeof statusAsk>;

/** Microseconds of processor time for a poll, one Worker a line; every round goes over all of them. */
export async function measurePolls(stack: RedisStack, lines: readonly Line[], size: Size): Promise<number[]> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const polled: Polled[] = [];
    for (const line of lines) {
      await takeAllSeats(line);
      const before = await findWorkerds();
      const worker = await startWorker({ vars: varsOf(stack, line) });
      stops.push(() => worker.stop());
      const [pid] = (await findWorkerds()).filter((each) => !before.includes(each));
      if (pid === undefined) throw new Error("the Worker's process is not to be found under /proc");
      const client = httpClient(worker.url);
      stops.push(async () => client.close());
      const asks = await Promise.all(line.pickWaiting(VISITORS).map((person) => askOf(line, person)));
      polled.push({ pid, client, asks });
    }
    return await pollInRounds(polled, size);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function pollInRounds(polled: readonly Polled[], size: Size): Promise<number[]> {
  const [warmUpRounds, pollCount] = [WARM_UP_ROUNDS[size], POLLS_A_ROUND[size]];
  const micros: number[][] = polled.map(() => []);
  for (let round = 0; round < warmUpRounds + ROUNDS[size]; round++) {
    for (const [i, { pid, client, asks }] of polled.entries()) {
      await client.send(asks[0] ?? statusAsk("/", "later"));
      await new Promise((done) => setTimeout(done, FIRST_TURN_MS));
      const before = await readCpuMicros(pid);
      await poll(client, asks, pollCount);
      const took = (await readCpuMicros(pid)) - before;
      if (round >= warmUpRounds) micros[i]?.push(took / pollCount);
    }
  }
  return micros.map(mean);
}

async function poll(client: HttpClient, asks: readonly Ask[], count: number): Promise<void> {
  let next = 0;
  async function ask(): Promise<void> {
    for (let at = next++; at < count; at = next++) {
      const exchange = await client.send(asks[at % asks.length] ?? statusAsk("/", "later"));
      const status = exchange.kind === "answered" ? JSON.parse(exchange.answer.body.toString()) : null;
      const isTold = status?.state === "waiting" && status.place > 0 && status.place <= status.waiting;
      if (!isTold) throw new Error(`a poll was not told its place: ${JSON.stringify(status ?? exchange)}`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
}

/** Nobody is called while the polls are counted. */
async function takeAllSeats(line: Line): Promise<void> {
  const people = Array.from({ length: VISITORS }, (_, i) => ({
    value: `seated-${i}`.padEnd(16, "-"),
    score: Date.now() + HOUR_MS,
  }));
  await line.redis.zAdd(`corral:{${line.roomName}}:seats`, people);
}

function varsOf(stack: RedisStack, line: Line): Record<string, string> {
  return {
    UPSTASH_REDIS_REST_URL: stack.front.url,
    UPSTASH_REDIS_REST_TOKEN: stack.front.token,
    SIGNING_SECRET,
    CAPACITY: String(VISITORS),
    ROOM: line.roomName,
  };
}

async function askOf(line: Line, { visitor, number }: Present): Promise<Ask> {
  const keyring = await deriveKeyring({ signingSecret: SIGNING_SECRET, previousSigningSecret: null });
  const issuedAtMs = Date.now();
  const stage = { kind: "shown", epoch: anEpoch() } as const;
  const ticket = {
    room: line.roomName,
    visitor,
    number,
    issuedAtMs,
    expiresAtMs: issuedAtMs + 24 * HOUR_MS,
    stage,
    firstWait: null,
    firstPlace: null,
  };
  const ask = statusAsk("/", "later");
  const cookie = `Cookie: corral-ticket-${line.roomName}=${await signTicket(keyring, ticket)}\r\n`;
  return { ...ask, headerLines: ask.headerLines + cookie };
}

/** The workerd processes that this process has started. */
async function findWorkerds(): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(async (pid) => ({ pid, stat: await readStat(pid) })));
  return stats.filter(({ stat }) => stat?.program === "workerd" && stat.parent === process.pid).map(({ pid }) => pid);
}

async function readCpuMicros(pid: number): Promise<number> {
  const stat = await readStat(pid);
  if (stat === null) throw new Error("the Worker's process has ended");
  return stat.ticks * TICK_MICROS;
}

/** proc(5): the program in brackets, then state and parent; user and system time are fields 14 and 15. */
async function readStat(pid: number): Promise<{ program: string; parent: number; ticks: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [, program, rest] = /^\d+ \((.*)\) (.*)$/s.exec(text) ?? [];
  if (program === undefined || rest === undefined) return null;
  const fields = rest.split(" ");
  return { program, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
