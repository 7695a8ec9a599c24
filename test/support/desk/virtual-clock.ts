import type { Clock } from "../../../src/desk/clock.ts";

export type VirtualClock = Clock & {
  /** Moves time on; sleepers that are due wake in order of time. */
  readonly advance: (ms: number) => Promise<void>;
};

/** Time that stands still until a test moves it. */
export function virtualClock(startMs = 1_800_000_000_000): VirtualClock {
  let nowMs = startMs;
  let sleepers: { readonly dueMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (ms) => new Promise((wake) => sleepers.push({ dueMs: nowMs + ms, wake })),
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = sleepers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.wake();
        await new Promise((resolve) => setImmediate(resolve)); // lets it run up to its next I/O
      }
      nowMs = untilMs;
    },
  };
}
