import { startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront } from "../../../local/upstash/server.ts";

type Request = { method?: string; body?: string; headers?: Record<string, string> };

/** A front with a Redis of its own, and how to ask it as curl would. */
export async function aFront() {
  const redis = await startRedis();
  const front = await startUpstashFront({ redisUrl: redis.url, token: "a-token" });

  async function ask(path: string, { method = "POST", body, headers = {} }: Request = {}) {
    const init = { method, headers: { Authorization: "Bearer a-token", ...headers } };
    const response = await fetch(`${front.url}${path}`, body === undefined ? init : { ...init, body });
    return { status: response.status, text: await response.text() };
  }

  return {
    redis,
    front,
    ask,
    run: (...command: unknown[]) => ask("/", { body: JSON.stringify(command) }),
    async stop() {
      await front.close();
      await redis.stop();
    },
  };
}
