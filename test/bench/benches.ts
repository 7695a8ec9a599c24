import type { Bench } from "./bench.ts";

/** Every benchmark by its name; each is loaded only when it runs. */
export const BENCHES = {
  bill: async () => (await import("./bill.ts")).bill,
  speed: async () => (await import("./speed.ts")).speed,
  scale: async () => (await import("./scale.ts")).scale,
  page: async () => (await import("./page.ts")).page,
  waits: async () => (await import("./waits.ts")).waits,
  seatuse: async () => (await import("./seat-use.ts")).seatUse,
  faults: async () => (await import("./faults.ts")).faults,
  soak: async () => (await import("./soak.ts")).soak,
} satisfies Readonly<Record<string, () => Promise<Bench>>>;

export type BenchName = keyof typeof BENCHES;

export function isBenchName(name: string): name is BenchName {
  return Object.hasOwn(BENCHES, name);
}
