// What is compared, each ready to be asked: the Workers, and the people who ask them.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@redis/client";
import { type CookieJar, cookieJar } from "../../../local/crowd/cookie-jar.ts";
import { type HttpRequest, httpClient } from "../../../local/crowd/http-client.ts";
import { startLightOrigin } from "../../../local/crowd/light-origin.ts";
import { navigation, statusAsk } from "../../../local/crowd/visitor-requests.ts";
import { startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../../../local/upstash/server.ts";
import { type RunningWorker, startWorker } from "../../../local/workerd/worker.ts";
import type { BySize, Size } from "../bench.ts";
import { type BenchWorker, buildBenchWorker } from "./build-worker.ts";
import { withChild } from "./child-cpu.ts";
import type { Load } from "./load.ts";

export type LoadName = "limit" | "forward" | "pass" | "poll" | "page" | "newBusy" | "baseline";

export type Subjects = {
  readonly loads: Readonly<Record<LoadName, Load>>;
  readonly pids: Readonly<Record<LoadName, number>>;
  readonly front: UpstashFront;
  readonly stop: () => Promise<void>;
};

/**
 * People in line: nobody asks sooner than after 3 s, so a poll in a few thousand a second has to come from somebody
 * else than the one before, and the batch of a second holds thousands.
 */
const IN_LINE: BySize<number> = { full: 10_000, smallest: 100 };
const SEATS: BySize<number> = { full: 200, smallest: 4 };
/** Nothing is renewed and nobody is dropped while the benchmark runs. */
const ROOM_VARS = { SESSION_SECONDS: "3600", PATIENCE_SECONDS: "3600" };
const BASELINE_CAPACITY = "0";
const CONFIRMED_MS = 2500;

export async function startSubjects(size: Size): Promise<Subjects> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), "corral-speed-"));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const names = ["limit", "forward", "baseline"] as const;
    const builds = new Map<BenchWorker, string>();
    for (const name of names) builds.set(name, await buildBenchWorker(name, folder));
    const redis = await startRedis();
    stops.push(redis.stop);
    const front = await startUpstashFront({ redisUrl: redis.url, token: randomBytes(24).toString("base64url") });
    stops.push(front.close);
    const origin = await startLightOrigin();
    stops.push(origin.stop);
    const link = { UPSTASH_REDIS_REST_URL: front.url, UPSTASH_REDIS_REST_TOKEN: front.token, ORIGIN_URL: origin.url };

    const start = async (vars: Record<string, string>, name?: BenchWorker) => {
      const build = name === undefined ? undefined : builds.get(name);
      const options = { vars: { ...link, ...vars }, ...(build === undefined ? {} : { build }) };
      const { part, pid } = await withChild(() => startWorker(options));
      stops.push(part.stop);
      return { worker: part, pid };
    };
    const room = await start({
      ...ROOM_VARS,
      CAPACITY: String(SEATS[size]),
      SIGNING_SECRET: randomBytes(32).toString("base64url"),
    });
    const [limit, forward] = [await start({}, "limit"), await start({}, "forward")];
    const baseline = await start({ CAPACITY: BASELINE_CAPACITY }, "baseline");
    const { seated, line } = await fillRoom(room.worker, size);
    const queue = await fillQueue(redis.url, IN_LINE[size]);

    const to = (
      { worker }: { worker: RunningWorker },
      requests: HttpRequest[],
      state: "waiting" | null = null,
    ): Load => {
      return { url: worker.entranceUrl, requests, expected: { status: 200, state } };
    };
    const page = navigation("/");
    return {
      loads: {
        limit: to(limit, [page]),
        forward: to(forward, [page]),
        pass: to(room, withCookies(page, seated)),
        poll: to(room, withCookies(statusAsk("/", "later"), line), "waiting"),
        page: to(room, withCookies(page, line), "waiting"),
        newBusy: to(room, [page], "waiting"),
        baseline: to(baseline, queue),
      },
      pids: {
        limit: limit.pid,
        forward: forward.pid,
        pass: room.pid,
        poll: room.pid,
        page: room.pid,
        newBusy: room.pid,
        baseline: baseline.pid,
      },
      front,
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** All seats taken by holders of full passes, and everybody in line with a ticket that was shown back. */
async function fillRoom(room: RunningWorker, size: Size): Promise<{ seated: CookieJar[]; line: CookieJar[] }> {
  const client = httpClient(room.url);
  const send = async (jar: CookieJar, request: HttpRequest) => {
    const exchange = await client.send({ ...request, headerLines: request.headerLines + jar.headerLine(Date.now()) });
    if (exchange.kind === "failed") throw new Error(`the room could not be filled: ${exchange.reason}`);
    jar.keep(exchange.answer.setCookies, Date.now());
  };
  const jars = (count: number) => Array.from({ length: count }, cookieJar);
  const all = (some: CookieJar[], request: HttpRequest) => Promise.all(some.map((jar) => send(jar, request)));
  const seated = jars(SEATS[size]);
  for (const jar of seated) await send(jar, navigation("/"));
  for (const _ of ["confirmed", "swapped"]) {
    await all(seated, navigation("/"));
    await sleep(CONFIRMED_MS);
  }
  const line = jars(IN_LINE[size]);
  await all(line, navigation("/"));
  await all(line, statusAsk("/", "later"));
  client.close();
  return { seated, line };
}

/** As many people in the baseline's queue. */
async function fillQueue(redisUrl: string, people: number): Promise<HttpRequest[]> {
  const visitors = Array.from({ length: people }, () => crypto.randomUUID());
  const redis = createClient({ url: redisUrl });
  redis.on("error", () => {}); // the command that meets it fails
  await redis.connect();
  await redis.zAdd(
    "queue",
    visitors.map((value) => ({ value, score: Date.now() })),
  );
  redis.destroy();
  const ask = statusAsk("/", "later");
  return visitors.map((visitor) => ({ ...ask, headerLines: `${ask.headerLines}Cookie: visitor=${visitor}\r\n` }));
}

function withCookies(request: HttpRequest, jars: readonly CookieJar[]): HttpRequest[] {
  return jars.map((jar) => ({ ...request, headerLines: request.headerLines + jar.headerLine(Date.now()) }));
}
