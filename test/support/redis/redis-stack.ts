import { createClient, type RedisClientType } from "@redis/client";
import { startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../../../local/upstash/server.ts";

export type RedisStack = {
  readonly front: UpstashFront;
  readonly redis: RedisClientType;
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
    async stop() {
      redis.destroy();
      await front.close();
      await server.stop();
    },
  };
}
