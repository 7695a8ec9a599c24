import { describe, expect, it } from "vitest";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { isVerb, recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();

describe("a lost answer", () => {
  it("of an arrival leads to the same call when the visitor asks again", async () => {
    const gate = aGate(stack, { CAPACITY: "3" });
    stack.front.setFault({ kind: "drop-answer", only: isVerb("arrive") });
    const visitor = gate.aBrowser();
    expect((await visitor.navigate()).state).toBe("unavailable");
    const holder = visitor.ticket()?.sub;
    expect(await stack.count("called")).toBe(1);
    stack.front.setFault(null);
    await gate.elapse(3000);
    await visitor.poll();
    await gate.settle();

    expect((await visitor.poll()).state).toBe("admitted");
    expect(visitor.pass()).toMatchObject({ sub: holder, exp: 1_800_000_075 });
    expect(await stack.count("called")).toBe(1);
  });

  it("of a renewal leaves the old pass, and a later request renews", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.clock.advance(310_000);
    stack.front.setFault({ kind: "drop-answer", only: isVerb("renew") });
    const answer = await seated.navigate();
    expect(answer.text).toBe("the site");
    expect(answer.setCookies).toEqual([]);
    await gate.clock.advance(3000);
    await seated.navigate();
    await gate.settle();
    const verbs = recordVerbs(stack.front);
    await seated.navigate();
    await gate.settle();
    expect(verbs).toContain("renew");
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_914 });
  });

  it("of a turn loses no sign of life: the next turn carries it", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const first = await aWaiting(gate);
    const second = gate.aBrowser();
    await second.navigate();
    await second.poll();
    stack.front.setFault({ kind: "refuse" });
    await gate.elapse(1000);
    expect(await stack.count("line")).toBe(1);
    stack.front.setFault(null);
    await gate.elapse(2000);
    await first.poll();
    await gate.elapse(1000);
    expect(await stack.count("line")).toBe(2);
  });

  it("of a turn confirms nothing: the pass stays fresh until a turn is heard", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.settle();
    stack.front.setFault({ kind: "drop-answer", only: isVerb("turn") });
    await visitor.navigate();
    await gate.elapse(1000);
    await visitor.navigate();
    expect(visitor.pass()).toHaveProperty("fresh");
    stack.front.setFault(null);
    await gate.elapse(2000);
    await visitor.navigate();
    await gate.elapse(1000);
    await visitor.navigate();
    expect(visitor.pass()).not.toHaveProperty("fresh");
    expect(await stack.count("seats")).toBe(1);
  });
});
