import { beforeEach } from "vitest";
import { SCRIPTS } from "../../../src/turnstile/scripts.ts";
import { type RedisStack, startRedisStack } from "../redis/redis-stack.ts";
import { useStack } from "../use-stack.ts";
import { type RecordingOrigin, startRecordingOrigin } from "./recording-origin.ts";

export type GateStack = RedisStack & {
  readonly origin: RecordingOrigin;
  /** How many members a sorted set of the room `main` has. */
  readonly count: (set: "line" | "called" | "seats" | "spent") => Promise<number>;
  /** Forgets all that earlier tests left. */
  readonly clear: () => Promise<void>;
};

/** What the gate's tests stand on: a real Redis behind the front, and a real origin. */
export async function startGateStack(): Promise<GateStack> {
  const [stack, origin] = await Promise.all([startRedisStack(), startRecordingOrigin()]);
  // A script's first run takes a second round trip, which would show in every count.
  for (const script of Object.values(SCRIPTS)) await stack.redis.scriptLoad(script);
  return {
    ...stack,
    origin,
    count: (set) => stack.redis.zCard(`corral:{main}:${set}`),
    async clear() {
      stack.front.setFault(null);
      await stack.front.wipe();
      origin.clear();
    },
    async stop() {
      await origin.close();
      await stack.stop();
    },
  };
}

/** One for the tests of a file; each begins with an empty Redis and an origin that has seen nothing. */
export function useGateStack(): GateStack {
  const stack = useStack(startGateStack);
  beforeEach(() => stack.clear());
  return stack;
}
