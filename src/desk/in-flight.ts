/** Counts what is under way, by name, and forgets what is overdue: a cancelled request never reports its end. */
export type InFlight = {
  /** Enters and returns the function that ends it; `null` where the limit is reached or the same name is under way. */
  readonly enter: (name: string, nowMs: number) => (() => void) | null;
};

export function inFlight(limits: { readonly most: number; readonly deadlineMs: number }): InFlight {
  const since = new Map<string, number>();
  return {
    enter(name, nowMs) {
      for (const [other, startedMs] of since) if (nowMs - startedMs >= limits.deadlineMs) since.delete(other);
      if (since.size >= limits.most || since.has(name)) return null;
      since.set(name, nowMs);
      return () => {
        if (since.get(name) === nowMs) since.delete(name);
      };
    },
  };
}
