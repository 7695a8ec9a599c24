import type { VisitorId } from "../domain/visitor.ts";

/** Most visitors remembered, the latest. */
const KEPT_MOST = 20_000;

/**
 * Visitors about whom Redis has recently answered, so that requests, however many, do not ask it again. The answer may
 * change, so it is believed for a short while only.
 */
export type RecentVisitors = {
  readonly has: (visitor: VisitorId, nowMs: number) => boolean;
  readonly add: (visitor: VisitorId, nowMs: number) => void;
  readonly forget: (visitor: VisitorId) => void;
};

export function recentVisitors(believedMs: number): RecentVisitors {
  const since = new Map<VisitorId, number>();
  return {
    has: (visitor, nowMs) => nowMs - (since.get(visitor) ?? Number.NEGATIVE_INFINITY) < believedMs,
    add(visitor, nowMs) {
      since.delete(visitor); // so that the latest stands last, and the oldest first
      since.set(visitor, nowMs);
      for (const [oldest, sinceMs] of since) {
        if (since.size <= KEPT_MOST && nowMs - sinceMs < believedMs) break;
        since.delete(oldest);
      }
    },
    forget: (visitor) => {
      since.delete(visitor);
    },
  };
}
