/**
 * All that runs on a laptop, started in the order in which the parts need each other and stopped the other way round.
 * The relay alone listens before the Worker it leads to, so that a port that is taken is known at once.
 */

import { randomBytes } from "node:crypto";
import { relayFromIPv6 } from "../process/ipv6-relay.ts";
import { findFreePort, PortInUse } from "../process/listen.ts";
import { startRedis } from "../process/redis-server.ts";
import { startShop } from "../shop/shop.ts";
import { startUpstashFront } from "../upstash/server.ts";
import { startWorker } from "../workerd/worker.ts";
import { openingVars } from "./opening-vars.ts";

export type Stack = {
  readonly roomUrl: string;
  /**
   * The room under the names of this machine: cookies are per host, so in one browser each is another visitor. Three
   * with `hosts: "all"`, but two where `::1` cannot be listened on.
   */
  readonly visitorUrls: readonly string[];
  readonly shopUrl: string;
  readonly frontUrl: string;
  readonly redisUrl: string;
  /** Resolves with the name of a part that ended although nobody stopped it. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
};

const SHOP_PORT = 8788;
const FRONT_PORT = 8789;
const REDIS_PORT = 8790;

/** Few enough that two visitors fill the shop and the third meets the line. */
const CAPACITY = 2;

/** No secret: whatever it opens listens on this machine only. */
export const LOCAL_ADMIN_TOKEN = "local-admin-token-for-npm-start-only";

/** Long enough to register, short enough to see a seat run out while watching. */
const SESSION_SECONDS = 120;

type StackOptions = {
  readonly roomPort: number;
  /** `"all"`: at `[::1]` as well as at `127.0.0.1`. */
  readonly hosts?: "all" | "one";
  /** Another Worker than the one that ships. */
  readonly build?: string;
  /** The day begins with a lobby until then, and its order is drawn. */
  readonly opensAtMs?: number;
};

/**
 * *Guarantees*: when it fails, what it had started is stopped again. The room gets the port asked for or nothing; each
 * other part takes a free one where its usual one is in use.
 * *Fails*: `PortInUse`, `MissingProgram`, and what wrangler or Redis said.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<void>)[] = [];
  /** One part that cannot be stopped does not keep the others running. */
  const stop = async () => {
    const ends = [];
    for (let next = stops.pop(); next !== undefined; next = stops.pop())
      ends.push(...(await Promise.allSettled([next()])));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  };
  try {
    // Both are known before anything else is started.
    await findFreePort(options.roomPort);
    const relay = options.hosts === "all" ? await relayFromIPv6(options.roomPort) : null;
    if (relay !== null) stops.push(relay.close);
    const redis = await onPortOrFree(REDIS_PORT, (port) => startRedis({ port }));
    stops.push(redis.stop);
    const token = randomBytes(16).toString("hex");
    const front = await onPortOrFree(FRONT_PORT, (port) => startUpstashFront({ redisUrl: redis.url, token, port }));
    stops.push(front.close);
    const shop = await onPortOrFree(SHOP_PORT, (port) => startShop({ port }));
    stops.push(shop.close);
    const worker = await startWorker({
      port: options.roomPort,
      vars: {
        UPSTASH_REDIS_REST_URL: front.url,
        UPSTASH_REDIS_REST_TOKEN: token,
        SIGNING_SECRET: randomBytes(32).toString("base64url"),
        ADMIN_TOKEN: LOCAL_ADMIN_TOKEN,
        CAPACITY: String(CAPACITY),
        SESSION_SECONDS: String(SESSION_SECONDS),
        EVENT_NAME: "Spring Marathon 2027",
        PREVIEW: "on",
        ORIGIN_URL: shop.url,
        ...(options.opensAtMs === undefined ? {} : openingVars("draw", options.opensAtMs)),
      },
      ...(options.build === undefined ? {} : { build: options.build }),
    });
    stops.push(worker.stop);
    return {
      roomUrl: worker.url,
      visitorUrls: [`http://localhost:${options.roomPort}`, worker.url, ...(relay === null ? [] : [relay.url])],
      shopUrl: shop.url,
      frontUrl: front.url,
      redisUrl: redis.url,
      // The other parts live in this process, or (workerd) are started again by miniflare.
      died: redis.ended.then(() => "Redis"),
      stop,
    };
  } catch (fault) {
    await stop().catch(() => {}); // what went wrong first is what is told
    throw fault;
  }
}

async function onPortOrFree<Part>(port: number, start: (port: number) => Promise<Part>): Promise<Part> {
  try {
    return await start(port);
  } catch (fault) {
    if (!(fault instanceof PortInUse)) throw fault;
    return start(await findFreePort());
  }
}
