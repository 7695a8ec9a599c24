// A waiting room as it is first written: each request of a visitor who waits asks Redis, in one pipeline. With the
// options of `src/turnstile/redis-client.ts` that make the client faster, so that the comparison is with the idea
// alone.

import { Redis } from "@upstash/redis/cloudflare";
import { Hono } from "hono/tiny";

type Env = {
  readonly UPSTASH_REDIS_REST_URL: string;
  readonly UPSTASH_REDIS_REST_TOKEN: string;
  readonly CAPACITY: string;
};

const QUEUE = "queue";

let kept: Redis | null = null;

const worker = new Hono<{ Bindings: Env }>().all("*", async function ask(c) {
  kept ??= connect(c.env);
  const visitor = /(?:^|; )visitor=([^;]+)/.exec(c.req.header("cookie") ?? "")?.[1] ?? crypto.randomUUID();
  const [, waiting, rank] = await kept
    .pipeline()
    .zadd(QUEUE, { nx: true }, { score: Date.now(), member: visitor })
    .zcard(QUEUE)
    .zrank(QUEUE, visitor)
    .exec<[number, number, number]>();
  if (rank < Number(c.env.CAPACITY)) return c.text("Welcome.\n");
  c.header("Set-Cookie", `visitor=${visitor}`);
  return c.json({ place: rank + 1, waiting });
});

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker's handlers from there
export default worker;

function connect(env: Env): Redis {
  return new Redis({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    retry: { retries: 0 },
    enableAutoPipelining: false,
    automaticDeserialization: false,
    enableTelemetry: false,
    readYourWrites: false,
    responseEncoding: false,
  });
}
