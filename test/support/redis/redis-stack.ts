import { createClient, type RedisClientType } from "@redis/client";
import { startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../../../local/upstash/server.ts";
import { useStack } from "../use-stack.ts";

export type RedisStack = {
  readonly front: UpstashFront;
  readonly redis: RedisClientType;
  /** For a turnstile over this Redis: to the front, with more time than a busy machine takes. */
  readonly link: { readonly url: string; readonly token: string; readonly timeoutMs: number };
  stop(): Promise<void>;
};

/** A real Redis, the Upstash front before it, and a plain client to look behind the front. */
export async function startRedisStack(): Promise<RedisStack> {
  const server = await startRedis();
  const front = await startUpstashFront({ redisUrl: server.url, token: "test-token" });
  const redis = createClient({ url: server.url }) as RedisClientType;
  await redis.connect();
  return {
    front,
    redis,
    link: { url: front.url, token: front.token, timeoutMs: 10_000 },
    async stop() {
      redis.destroy();
      await front.close();
      await server.stop();
    },
  };
}

/** One for the tests of a file. */
export function useRedisStack(): RedisStack {
  return useStack(startRedisStack);
}
