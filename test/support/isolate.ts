// One isolate of the Worker, in this process: the whole app with a memory, a clock and a log of its own.

import { corral } from "../../src/http/app.ts";
import type { LogLine } from "../../src/http/parts.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export type Isolate = {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Resolves when nothing that goes on after an answer is under way any more, sleepers aside. */
  readonly settle: () => Promise<void>;
  readonly log: readonly LogLine[];
};

export function anIsolate(env: Readonly<Record<string, string>>, clock: VirtualClock): Isolate {
  const log: LogLine[] = [];
  const underWay = new Set<Promise<unknown>>();
  const app = corral({ clock, random: () => 0.5, log: (line) => log.push(line) });
  const ctx = {
    waitUntil(work: Promise<unknown>) {
      underWay.add(work);
      work.finally(() => underWay.delete(work)).catch(() => {});
    },
    passThroughOnException() {},
    props: {},
  };
  return {
    fetch: async (request) => app.fetch(request, env, ctx),
    async settle() {
      const pause = new Promise<"slept">((resolve) => setTimeout(resolve, SLEEPING_AFTER_MS, "slept"));
      while (underWay.size > 0 && (await Promise.race([...underWay, pause])) !== "slept");
    },
    log,
  };
}

/** What is still under way after this waits for the clock: a round trip to a local Redis takes a few milliseconds. */
const SLEEPING_AFTER_MS = 150;
