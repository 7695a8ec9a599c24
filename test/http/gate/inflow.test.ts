import { expect, it } from "vitest";
import { sendVirtualCrowd } from "../../support/crowd/virtual-crowd.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const stack = useGateStack();

it.each([60, 150])(
  "lets in nearly, and never more than, %i a minute while people wait",
  { timeout: 120_000 },
  async (inflow) => {
    const gate = aGate(stack, { CAPACITY: "1000", INFLOW_PER_MINUTE: `${inflow}` }, { isolates: 4 });
    const plan = { people: 4 * inflow, isolates: 4, visitSeconds: 2, limitSeconds: 400, befall: () => {} };
    const { admittedAtMs } = await sendVirtualCrowd(gate, plan);
    const sorted = [...admittedAtMs].sort((a, b) => a - b);
    const within = (fromMs: number) => sorted.filter((atMs) => atMs >= fromMs && atMs < fromMs + 60_000).length;
    expect(Math.max(...sorted.map(within))).toBeLessThanOrEqual(inflow);
    const steadyMs = (sorted[0] ?? 0) + 30_000;
    expect(within(steadyMs) + within(steadyMs + 60_000)).toBeGreaterThan(0.95 * 2 * inflow);
  },
);
