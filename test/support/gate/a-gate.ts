// The whole Worker in this process: one or several isolates over one Redis and one origin, on virtual time.

import { onTestFinished } from "vitest";
import { corral } from "../../../src/http/app.ts";
import type { LogLine } from "../../../src/http/request/room-services.ts";
import { type VirtualClock, virtualClock } from "../desk/virtual-clock.ts";
import { SECRET } from "../secrets.ts";
import { type Browser, type BrowserOptions, browser } from "./a-browser.ts";
import type { GateStack } from "./gate-stack.ts";

export type Gate = {
  readonly clock: VirtualClock;
  readonly fetch: (request: Request, isolate?: number) => Promise<Response>;
  readonly aBrowser: (options?: Partial<BrowserOptions>) => Browser;
  /** Resolves when nothing goes on after an answer any more, sleepers aside. */
  readonly settle: () => Promise<void>;
  /** Moves time on second by second; what is due at each is brought to its end. */
  readonly elapse: (ms: number) => Promise<void>;
  /** What the isolates have logged, in order. */
  readonly log: readonly LogLine[];
};

export type GateOptions = {
  readonly isolates?: number;
  /** How far each isolate's clock is ahead of the one before it. */
  readonly apartMs?: number;
};

/** The longest that a virtual second is moved in one go: a turn is due each. */
const STEP_MS = 1000;

export function aGate(stack: GateStack, vars: Readonly<Record<string, string>> = {}, options: GateOptions = {}): Gate {
  const env = {
    UPSTASH_REDIS_REST_URL: stack.front.url,
    UPSTASH_REDIS_REST_TOKEN: stack.front.token,
    SIGNING_SECRET: SECRET,
    CAPACITY: "1",
    ...(vars.ADMIT === "redirect" ? {} : { ORIGIN_URL: stack.origin.url }),
    ...vars,
  };
  const { isolates = 1, apartMs = 0 } = options;
  const clock = virtualClock();
  const log: LogLine[] = [];
  const running = Array.from({ length: isolates }, (_, at) => startIsolate({ env, clock, aheadMs: at * apartMs, log }));

  async function settle(): Promise<void> {
    await Promise.all(running.map((isolate) => isolate.settle()));
  }
  // A turn that reached Redis after the next test has emptied it would name an epoch that is gone.
  onTestFinished(settle);

  const gate: Gate = {
    clock,
    fetch: (request, at = 0) => isolateAt(running, at).fetch(request),
    aBrowser: (given = {}) => browser(gate, { base: "https://tickets.example", ...given }),
    settle,
    async elapse(ms) {
      await settle();
      for (let left = ms; left > 0; left -= STEP_MS) {
        await clock.advance(Math.min(left, STEP_MS));
        await settle();
      }
    },
    log,
  };
  return gate;
}

type IsolateOptions = {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: VirtualClock;
  readonly aheadMs: number;
  readonly log: LogLine[];
};

type Running = ReturnType<typeof startIsolate>;

/**
 * An isolate that knows when it is at rest: when all work that goes on after its answers sleeps. Each such work sleeps
 * once at a time.
 */
function startIsolate({ env, clock, aheadMs, log }: IsolateOptions) {
  const underWay = new Set<Promise<unknown>>();
  let sleeping = 0;
  let whenChanged = Promise.withResolvers<void>();
  function change(): void {
    whenChanged.resolve();
    whenChanged = Promise.withResolvers<void>();
  }
  async function sleep(ms: number): Promise<void> {
    sleeping += 1;
    change();
    await clock.sleep(ms);
    sleeping -= 1;
  }
  const app = corral({
    clock: { nowMs: () => clock.nowMs() + aheadMs, sleep },
    random: () => 0.5,
    log: (line) => log.push(line),
  });
  const ctx = {
    waitUntil(work: Promise<unknown>) {
      underWay.add(work);
      const end = () => {
        underWay.delete(work);
        change();
      };
      work.then(end, end);
    },
    passThroughOnException() {},
    props: {},
  };
  return {
    fetch: async (request: Request) => app.fetch(request, env, ctx),
    async settle() {
      while (underWay.size > sleeping) await whenChanged.promise;
    },
  };
}

function isolateAt(running: readonly Running[], at: number): Running {
  const isolate = running[at];
  if (isolate === undefined) throw new RangeError(`no isolate ${at}`);
  return isolate;
}
