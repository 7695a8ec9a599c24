import { describe, expect, it } from "vitest";
import { PASS } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();

function aHundred<T>(ask: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: 100 }, ask));
}

describe("with a fresh snapshot", () => {
  it("100 requests with a pass and 100 polls cost no round trip, and a second later one turn for them all", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    stack.origin.clear();
    const calls = stack.front.callCount();
    const verbs = recordVerbs(stack.front);

    await aHundred(() => seated.navigate());
    const answers = await aHundred(() => waiting.poll());
    await gate.settle();
    expect(stack.origin.requests()).toHaveLength(100);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(["waiting"]));
    expect(stack.front.callCount() - calls).toBe(0);

    await gate.elapse(1000);
    expect(stack.front.callCount() - calls).toBe(1);
    expect(verbs).toEqual(["turn"]);
  });

  it("a newcomer to a busy room costs no round trip", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    await aWaiting(gate);
    const calls = stack.front.callCount();
    const answers = await aHundred(() => gate.aBrowser().navigate());
    await gate.settle();
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(["waiting"]));
    expect(stack.front.callCount() - calls).toBe(0);
  });

  it("a newcomer to an open room costs one round trip", async () => {
    const gate = aGate(stack, { CAPACITY: "5" });
    await aSeated(gate);
    const verbs = recordVerbs(stack.front);
    expect((await gate.aBrowser().navigate()).text).toBe("the site");
    await gate.settle();
    expect(verbs).toEqual(["arrive"]);
  });

  it("whoever shows the ticket of somebody called costs one round trip", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await seated.leave("header");
    await gate.elapse(2000);
    await waiting.poll();
    await gate.elapse(1000);
    waiting.jar.drop(PASS);
    const verbs = recordVerbs(stack.front);
    expect((await waiting.poll()).state).toBe("admitted");
    expect(verbs).toEqual(["arrive"]);
  });
});

describe("with an old snapshot", () => {
  it("any request starts one turn, however many come", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.elapse(2000);
    const verbs = recordVerbs(stack.front);
    await aHundred(() => seated.subresource("/style.css"));
    await gate.settle();
    expect(verbs).toEqual(["turn"]);
  });

  it("an API call without a ticket costs no round trip before its answer", async () => {
    const gate = aGate(stack);
    const verbs = recordVerbs(stack.front);
    await aHundred(() => gate.aBrowser().api("/api"));
    await gate.settle();
    expect(verbs).toEqual(["turn"]);
  });

  it("at most four newcomers ask Redis at once", async () => {
    const gate = aGate(stack, { CAPACITY: "100" });
    const verbs = recordVerbs(stack.front);
    await aHundred(() => gate.aBrowser().navigate());
    await gate.settle();
    expect(verbs.filter((verb) => verb === "arrive")).toHaveLength(4);
  });
});

describe("past half a session", () => {
  it("one renewal is sent, however many requests run at once, and its pass is kept", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.clock.advance(310_000);
    await seated.subresource("/style.css");
    await gate.settle();
    const verbs = recordVerbs(stack.front);
    const answers = await aHundred(() => seated.navigate());
    await gate.settle();
    expect(verbs).toEqual(["renew"]);
    expect(answers.flatMap(({ setCookies }) => setCookies)).toHaveLength(1);
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_911, since: 1_800_000_000 });
    await seated.navigate();
    await gate.settle();
    expect(verbs).toEqual(["renew"]);
  });

  it("a subresource never renews", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.clock.advance(310_000);
    const verbs = recordVerbs(stack.front);
    const answer = await seated.subresource("/style.css");
    await gate.settle();
    expect(answer.text).toBe("the site");
    expect(answer.setCookies).toEqual([]);
    expect(verbs).toEqual(["turn"]);
  });

  it("a request before half of it renews nothing", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.clock.advance(290_000);
    const verbs = recordVerbs(stack.front);
    await seated.navigate();
    await gate.settle();
    expect(verbs).toEqual(["turn"]);
  });
});
