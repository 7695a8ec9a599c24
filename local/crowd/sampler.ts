import { createClient } from "@redis/client";

/** What Redis held while the crowd was on its way, seen from outside every Worker. */
export type Samples = {
  readonly count: number;
  /** Most of |seats| + |called|, both read in one MULTI. */
  readonly peakSeats: number;
  /** Share of seat-seconds used while people waited; 0 where nobody did. */
  readonly seatUse: number;
  readonly longestGapMs: number;
};

export type Sampler = {
  /** Begins to look, and goes on until stopped. */
  begin(isAnyoneWaiting: () => boolean): void;
  latest(): { readonly seats: number; readonly called: number };
  /** Stops; resolves once no command of the sampler is on its way. */
  stop(): Promise<Samples>;
};

export type SamplerOptions = {
  readonly redisUrl: string;
  readonly room: string;
  readonly capacity: number;
};

/** Twenty times a second: a busy machine may miss every other one and still look ten times. */
const SAMPLE_EVERY_MS = 50;
/** MULTI, ZCARD, ZCARD, EXEC: what one look adds to the commands Redis counts. */
export const COMMANDS_PER_SAMPLE = 4;

/**
 * A sampler with a connection of its own, not looking yet.
 *
 * *Costs*: `COMMANDS_PER_SAMPLE` commands a sample; what the connection costs is spent when this resolves.
 */
export async function connectSampler(options: SamplerOptions): Promise<Sampler> {
  const client = createClient({ url: options.redisUrl, disableClientInfo: true });
  client.on("error", () => {}); // a lost Redis fails the sample that meets it
  await client.connect();
  const seatsKey = `corral:{${options.room}}:seats`;
  const calledKey = `corral:{${options.room}}:called`;
  let latest = { seats: 0, called: 0 };
  let count = 0;
  let peakSeats = 0;
  let longestGapMs = 0;
  let waitedMs = 0;
  let usedSeatMs = 0;
  let lastAtMs = 0;
  let sampling: Promise<void> = Promise.resolve();
  let state: "sampling" | "stopped" = "sampling";

  function begin(isAnyoneWaiting: () => boolean): void {
    lastAtMs = performance.now();
    sampling = keepSampling(isAnyoneWaiting);
    sampling.catch(() => {}); // told to whoever stops the sampler
  }

  async function keepSampling(isAnyoneWaiting: () => boolean): Promise<void> {
    while (state === "sampling") {
      const startedAtMs = performance.now();
      await sample(isAnyoneWaiting);
      const restMs = Math.max(1, SAMPLE_EVERY_MS - (performance.now() - startedAtMs));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  async function sample(isAnyoneWaiting: () => boolean): Promise<void> {
    const [seats, called] = await client.multi().zCard(seatsKey).zCard(calledKey).exec();
    latest = { seats: Number(seats), called: Number(called) };
    const nowMs = performance.now();
    const gapMs = nowMs - lastAtMs;
    lastAtMs = nowMs;
    count += 1;
    peakSeats = Math.max(peakSeats, latest.seats + latest.called);
    longestGapMs = Math.max(longestGapMs, gapMs);
    if (!isAnyoneWaiting()) return;
    waitedMs += gapMs;
    usedSeatMs += latest.seats * gapMs;
  }

  async function stop(): Promise<Samples> {
    state = "stopped";
    try {
      await sampling;
    } finally {
      client.destroy();
    }
    return { count, peakSeats, seatUse: waitedMs === 0 ? 0 : usedSeatMs / waitedMs / options.capacity, longestGapMs };
  }

  return { begin, latest: () => latest, stop };
}
