// The waits that people are given, and the score the room keeps of them.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const stack = useGateStack();

/** One every ten seconds, and seats for all who come. */
const METERED = { CAPACITY: "10", INFLOW_PER_MINUTE: "6" };

async function score(): Promise<(string | null)[]> {
  return stack.redis.hmGet("corral:{main}:room", ["waitsEstimated", "waitsHeld"]);
}

describe("the first wait told", () => {
  it("goes into the ticket, where it stays, and is scored when its holder is let in", async () => {
    const gate = aGate(stack, METERED);
    await gate.aBrowser().navigate();
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.elapse(2000);
    expect(readStatus(await visitor.poll())).toMatchObject({ place: null, expectedWaitSeconds: null });
    await gate.elapse(1000);
    const toldMs = gate.clock.nowMs();
    expect(readStatus(await visitor.poll())).toMatchObject({ place: 1, expectedWaitSeconds: { low: 0, high: 27 } });
    expect(visitor.ticket()?.wait).toEqual([toldMs, 0, 27]);
    await gate.elapse(3000);
    await visitor.poll();
    expect(visitor.ticket()?.wait).toEqual([toldMs, 0, 27]);
    await gate.elapse(7000);
    expect((await visitor.poll()).state).toBe("admitted");
    await gate.elapse(1000);
    expect(await score()).toEqual(["1", "1"]);
  });

  it("counts as not held when its holder is let in later", async () => {
    const gate = aGate(stack, METERED);
    await gate.aBrowser().navigate();
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.elapse(3000);
    await visitor.poll();
    await gate.elapse(1000);
    await visitor.poll();
    await gate.elapse(30_000);
    expect((await visitor.poll()).state).toBe("admitted");
    await gate.elapse(1000);
    expect(await score()).toEqual(["1", "0"]);
  });

  it("is none of an outage, whose figures stand still", async () => {
    const gate = aGate(stack, METERED);
    const other = gate.aBrowser();
    await other.navigate();
    const visitor = gate.aBrowser();
    await visitor.navigate();
    for (let asked = 0; asked < 4; asked++) {
      await other.poll();
      await gate.elapse(2000);
    }
    stack.front.setFault({ kind: "refuse" });
    await gate.elapse(4000);
    expect(readStatus(await visitor.poll())).toMatchObject({ reason: "outage", expectedWaitSeconds: { low: 0 } });
    expect(visitor.ticket()).not.toHaveProperty("wait");
  });
});
