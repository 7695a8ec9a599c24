import { startWorker } from "../../../local/workerd/worker.ts";
import { type RedisStack, startRedisStack } from "../redis/redis-stack.ts";
import { SECRET } from "../secrets.ts";
import { useStack } from "../use-stack.ts";
import { patientBuild } from "./patient-build.ts";

/** How requests of the admitted get to the site: by `ORIGIN_URL`, or because the Worker is a route of it. */
export type WayToSite = "origin-url" | "route";

export type WorkerStack = RedisStack & {
  /** Runs one more Worker over this Redis and gives its address; it ends with the stack. */
  readonly startRoom: (options: {
    readonly siteUrl: string;
    readonly vars: Readonly<Record<string, string>>;
    readonly way?: WayToSite;
  }) => Promise<string>;
};

/** The Worker in workerd, as it ships but for its patience with Redis, over a real one. */
export async function startWorkerStack(): Promise<WorkerStack> {
  const stack = await startRedisStack();
  const stops: (() => Promise<void>)[] = [];
  return {
    ...stack,
    async startRoom({ siteUrl, vars, way = "origin-url" }) {
      const worker = await startWorker({
        build: await patientBuild(),
        vars: {
          UPSTASH_REDIS_REST_URL: stack.front.url,
          UPSTASH_REDIS_REST_TOKEN: stack.front.token,
          SIGNING_SECRET: SECRET,
          ...(way === "route" ? {} : { ORIGIN_URL: siteUrl }),
          ...vars,
        },
        ...(way === "route" ? { siteUrl } : {}),
      });
      stops.push(worker.stop);
      return worker.url;
    },
    async stop() {
      try {
        for (const stop of stops) await stop();
      } finally {
        await stack.stop();
      }
    },
  };
}

/** One for the tests of a file. */
export function useWorkerStack(): WorkerStack {
  return useStack(startWorkerStack);
}
