// The machine that a browser's tabs run on: a clock that the test moves, timers on it, and what the tabs share.

export const BEGAN_MS = 1_700_000_000_000;

/** Shared by the tabs of one browser: the time, the channel between them, what a session stores. */
export type Machine = ReturnType<typeof aMachine>;

export function aMachine() {
  let nowMs = BEGAN_MS;
  let backMs = 0;
  let lastTimer = 0;
  const timers = new Map<number, { readonly atMs: number; readonly run: () => void; readonly everyMs: number }>();
  const channels: { readonly name: string; readonly self: object; onmessage?: (event: { data: unknown }) => void }[] =
    [];

  function start(run: () => void, delayMs: number, everyMs = 0): number {
    lastTimer += 1;
    timers.set(lastTimer, { atMs: nowMs + delayMs, run, everyMs });
    return lastTimer;
  }

  return {
    nowMs: () => nowMs,
    clockMs: () => nowMs - backMs,
    start,
    stop: (timer: number) => timers.delete(timer),
    channels,
    stored: new Map<string, string>(),
    /** Moves the clock, running what falls due on the way in order, and lets every answer arrive. */
    async pass(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = [...timers].filter(([, { atMs }]) => atMs <= untilMs).sort((a, b) => a[1].atMs - b[1].atMs);
        if (next === undefined) break;
        const [id, { atMs, run, everyMs }] = next;
        if (everyMs > 0) timers.set(id, { atMs: atMs + everyMs, run, everyMs });
        else timers.delete(id);
        nowMs = Math.max(nowMs, atMs);
        run();
      }
      nowMs = untilMs;
    },
    /** Asleep: time goes on, nothing runs, and timers that fell due run once afterwards. */
    async sleep(ms: number) {
      nowMs += ms;
    },
    /** Moves the system's clock; timers go on as they were. */
    setClockBack(ms: number) {
      backMs += ms;
    },
  };
}
