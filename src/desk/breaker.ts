import { type FaultCode, TurnstileFault } from "../turnstile/fault.ts";
import type { Clock } from "./clock.ts";

/** After a fault the store is left alone this long, plus up to as much again, so that isolates do not return together. */
const OPEN_MS = 1000;
/** A probe whose request was cancelled never settles; after this long another may go. */
const PROBE_DEADLINE_MS = 3000;

export type Guarded<T> = { readonly kind: "answered"; readonly value: T } | { readonly kind: "fault" };

export type BreakerEvent =
  | { readonly event: "fault"; readonly code: FaultCode }
  | { readonly event: "outage" }
  | { readonly event: "recovered"; readonly outageMs: number };

/**
 * Stands between the desk and the turnstile.
 *
 * *Guarantees*: after a fault, calls are answered at once for a second or two; then one goes through as a probe while
 * the others are still answered at once, until an answer arrives. *Fails*: never throws a `TurnstileFault`.
 */
export type Breaker = {
  readonly attempt: <T>(call: () => Promise<T>) => Promise<Guarded<T>>;
  /** Since when nothing but faults has been heard; `null` while all is well. */
  readonly outageSinceMs: () => number | null;
  /** Whether a call made now would go through. */
  readonly lets: () => boolean;
};

export function breaker(clock: Clock, random: () => number, log: (event: BreakerEvent) => void): Breaker {
  let outageSinceMs: number | null = null;
  let openUntilMs = 0;
  let probeSinceMs: number | null = null;

  function lets(): boolean {
    if (outageSinceMs === null) return true;
    const nowMs = clock.nowMs();
    if (nowMs < openUntilMs) return false;
    return probeSinceMs === null || nowMs - probeSinceMs >= PROBE_DEADLINE_MS;
  }

  function recover(): void {
    if (outageSinceMs !== null) log({ event: "recovered", outageMs: clock.nowMs() - outageSinceMs });
    outageSinceMs = null;
    probeSinceMs = null;
  }

  function trip(code: FaultCode, sinceMs: number): void {
    log({ event: "fault", code });
    if (outageSinceMs === null) log({ event: "outage" });
    outageSinceMs ??= sinceMs;
    probeSinceMs = null;
    openUntilMs = clock.nowMs() + OPEN_MS * (1 + random());
  }

  return {
    lets,
    outageSinceMs: () => outageSinceMs,
    async attempt(call) {
      if (!lets()) return { kind: "fault" };
      const sinceMs = clock.nowMs();
      if (outageSinceMs !== null) probeSinceMs = sinceMs;
      try {
        const value = await call();
        recover();
        return { kind: "answered", value };
      } catch (fault) {
        if (!(fault instanceof TurnstileFault)) throw fault;
        trip(fault.code, sinceMs);
        return { kind: "fault" };
      }
    },
  };
}
