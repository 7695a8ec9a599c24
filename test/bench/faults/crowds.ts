// The crowds that stand before the room when a fault comes.

import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";

export type Arrivals = {
  readonly people: number;
  readonly fromSeconds?: number;
  readonly overSeconds: number;
  /** The mean; each stays up to a quarter more or less. */
  readonly visitSeconds: number;
  readonly patience?: (arrivesAtMs: number) => Patience;
};

/** People who come evenly spread at random. */
export function arrivals({ people, fromSeconds = 0, overSeconds, visitSeconds, patience }: Arrivals): VisitorPlan[] {
  return Array.from({ length: people }, () => {
    const arrivesAtMs = (fromSeconds + Math.random() * overSeconds) * 1000;
    return {
      arrivesAtMs,
      visitMs: (0.75 + Math.random() / 2) * visitSeconds * 1000,
      patience: patience?.(arrivesAtMs) ?? { kind: "endless" },
    };
  });
}
