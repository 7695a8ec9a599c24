import { createClient } from "@redis/client";

/** The content of Redis during a run, seen from outside every Worker. */
export type Samples = {
  readonly count: number;
  /** The highest |seats| + |called|, both read in one MULTI. */
  readonly peakSeats: number;
  /** The share of seat-seconds used while people waited; 0 if nobody did. */
  readonly seatUse: number;
  readonly longestGapMs: number;
};

export type Sampler = {
  /** Takes samples until stopped. */
  begin(isAnyoneWaiting: () => boolean): void;
  latest(): { readonly seats: number; readonly called: number };
  /** Stops; resolves once no command of the sampler is under way. */
  stop(): Promise<Samples>;
};

export type SamplerOptions = {
  readonly redisUrl: string;
  readonly room: string;
  readonly capacity: number;
};

/** Twenty samples a second: a busy machine may miss every other one and still take ten. */
const SAMPLE_EVERY_MS = 50;
/** MULTI, ZCARD, ZCARD, EXEC: the commands that one sample adds to Redis' count. */
export const COMMANDS_PER_SAMPLE = 4;

/**
 * A sampler with its own connection, which does not sample yet.
 *
 * *Costs*: `COMMANDS_PER_SAMPLE` commands per sample; those of the connection itself are spent when this resolves.
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
    sampling.catch(() => {}); // `stop` reports it
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
