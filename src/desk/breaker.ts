import { type FaultCode, TurnstileFault } from "../turnstile/fault.ts";
import type { Clock } from "./clock.ts";

/** After a fault Redis is left alone this long, plus up to as much again, so that isolates do not return together. */
const TRIPPED_MS = 1000;

/** What a guarded call gave. Of a fault only that there was one: the log has its code. */
export type Guarded<T> = { readonly kind: "answered"; readonly value: T } | { readonly kind: "fault" };

/** An event for the log: every fault, and the beginning and end of an outage. */
export type BreakerEvent =
  | { readonly event: "fault"; readonly code: FaultCode }
  | { readonly event: "outage" }
  | { readonly event: "recovered"; readonly outageMs: number };

/**
 * Stands between the desk and the turnstile.
 *
 * *Guarantees*: from a fault until the next answer no visitor waits for Redis; only calls that nobody waits for, a turn
 * or a repeated release, try again after a second or two. *Fails*: never throws a `TurnstileFault`.
 */
export type Breaker = {
  /** A call whose answer somebody waits for. */
  readonly attempt: <T>(call: () => Promise<T>) => Promise<Guarded<T>>;
  /** A call that nobody waits for, to be made only when `mayProbe` says so. */
  readonly probe: <T>(call: () => Promise<T>) => Promise<Guarded<T>>;
  /** Whether a `probe` may be made now. */
  readonly mayProbe: () => boolean;
  /** Since when nothing but faults has been heard; `null` while all is well. */
  readonly outageSinceMs: () => number | null;
};

export function breaker(clock: Clock, random: () => number, log: (event: BreakerEvent) => void): Breaker {
  let outageSinceMs: number | null = null;
  let trippedUntilMs = 0;

  function recover(): void {
    if (outageSinceMs !== null) log({ event: "recovered", outageMs: clock.nowMs() - outageSinceMs });
    outageSinceMs = null;
  }

  function trip(code: FaultCode, sinceMs: number): void {
    log({ event: "fault", code });
    if (outageSinceMs === null) log({ event: "outage" });
    outageSinceMs ??= sinceMs;
    trippedUntilMs = clock.nowMs() + TRIPPED_MS * (1 + random());
  }

  async function probe<T>(call: () => Promise<T>): Promise<Guarded<T>> {
    const sinceMs = clock.nowMs();
    try {
      const value = await call();
      recover();
      return { kind: "answered", value };
    } catch (fault) {
      if (!(fault instanceof TurnstileFault)) throw fault;
      trip(fault.code, sinceMs);
      return { kind: "fault" };
    }
  }

  return {
    attempt: async (call) => (outageSinceMs === null ? probe(call) : { kind: "fault" }),
    probe,
    mayProbe: () => outageSinceMs === null || clock.nowMs() >= trippedUntilMs,
    outageSinceMs: () => outageSinceMs,
  };
}
