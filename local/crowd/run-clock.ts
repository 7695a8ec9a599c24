/** Real time for one run. Its end wakes everybody: a run over its limit must not wait for its sleepers. */
export type RunClock = {
  /** Milliseconds since the run began. */
  nowMs(): number;
  isOver(): boolean;
  readonly over: Promise<void>;
  pause(ms: number): Promise<"on" | "over">;
  end(): void;
};

/** Node keeps one timer list per duration; rounded, fifteen thousand sleepers share a few hundred lists. */
const TICK_MS = 10;

export function runClock(limitMs: number): RunClock {
  const beganAtMs = performance.now();
  const sleepers = new Map<(state: "on" | "over") => void, NodeJS.Timeout>();
  const limit = setTimeout(end, limitMs);
  const { promise: over, resolve: announceEnd } = Promise.withResolvers<void>();
  let state: "on" | "over" = "on";

  function pause(ms: number): Promise<"on" | "over"> {
    if (state === "over") return Promise.resolve(state);
    return new Promise((wake) => {
      const rise = () => {
        sleepers.delete(wake);
        wake("on");
      };
      sleepers.set(wake, setTimeout(rise, Math.ceil(Math.max(0, ms) / TICK_MS) * TICK_MS));
    });
  }

  function end(): void {
    state = "over";
    clearTimeout(limit);
    for (const [wake, timer] of sleepers) {
      clearTimeout(timer);
      wake(state);
    }
    sleepers.clear();
    announceEnd();
  }

  return { nowMs: () => performance.now() - beganAtMs, isOver: () => state === "over", over, pause, end };
}
