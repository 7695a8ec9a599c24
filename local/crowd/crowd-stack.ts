import { randomBytes } from "node:crypto";
import { startRedis } from "../process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../upstash/server.ts";
import { type RunningWorker, startWorker } from "../workerd/worker.ts";
import { startLightOrigin } from "./light-origin.ts";
import type { StackVar } from "./stack-vars.ts";

/** Redis, the Upstash front, a light site and several Worker processes: everything that a crowd runs against. */
export type Stack = {
  readonly workerUrls: readonly string[];
  readonly redisUrl: string;
  readonly room: string;
  readonly front: UpstashFront;
  stop(): Promise<void>;
};

export type RunningStack = Stack & {
  /**
   * Starts one more Worker over the same Redis and site. It ends with the stack, or when it is stopped; its clients get
   * no notice. `vars` override the stack's own.
   */
  addWorker(options?: WorkerOptions): Promise<RunningWorker>;
};

type WorkerOptions = {
  readonly vars?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** A build other than the one that ships. */
  readonly build?: string;
  readonly inspector?: "on";
};

type StackOptions = {
  readonly workers: number;
  readonly capacity: number;
  /** Further variables of the Worker (`docs/settings.md`). */
  readonly vars: Readonly<Record<string, string>>;
};

/** Starts a stack. *Guarantees*: if one part does not start, those already started are stopped. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const stoppers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stoppers.splice(0).reverse()) await stopOne();
  };
  try {
    const redis = await startRedis();
    stoppers.push(() => redis.stop());
    const token = randomBytes(24).toString("base64url");
    const front = await startUpstashFront({ redisUrl: redis.url, token });
    stoppers.push(() => front.close());
    const origin = await startLightOrigin();
    stoppers.push(() => origin.stop());
    const ownVars: Record<StackVar, string> = {
      UPSTASH_REDIS_REST_URL: front.url,
      UPSTASH_REDIS_REST_TOKEN: token,
      SIGNING_SECRET: randomBytes(32).toString("base64url"),
      CAPACITY: String(options.capacity),
      ORIGIN_URL: origin.url,
    };
    const addWorker = async ({ vars = {}, ...others }: WorkerOptions = {}): Promise<RunningWorker> => {
      const worker = await startWorker({ ...others, vars: { ...options.vars, ...ownVars, ...vars } });
      let stopped: Promise<void> | undefined;
      const stopOnce = () => {
        stopped ??= worker.stop();
        return stopped;
      };
      stoppers.push(stopOnce);
      return { ...worker, stop: stopOnce };
    };
    const workerUrls: string[] = [];
    // One after the other: several workerd that start at once on two cores all start late.
    for (let index = 0; index < options.workers; index += 1) workerUrls.push((await addWorker()).url);
    return { workerUrls, redisUrl: redis.url, room: options.vars.ROOM ?? "main", front, addWorker, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
