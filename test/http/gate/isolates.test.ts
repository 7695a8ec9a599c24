import { describe, expect, it } from "vitest";
import { type Browser, readClaims, readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();

const FOUR = { isolates: 4, apartMs: 500 };

function holders(): Set<unknown> {
  return new Set(stack.origin.requests().map(({ headers }) => readClaims(headers.get("corral-pass"))?.sub ?? null));
}

describe("four isolates whose clocks are half a second apart", () => {
  it("let exactly as many of 500 simultaneous newcomers reach the origin as there are seats", async () => {
    const gate = aGate(stack, { CAPACITY: "10" }, FOUR);
    const crowd: { readonly visitor: Browser; readonly isolate: number }[] = [];
    for (let at = 0; at < 500; at++) crowd.push({ visitor: gate.aBrowser(), isolate: at % 4 });
    await Promise.all(crowd.map(({ visitor, isolate }) => visitor.navigate("/", { isolate })));
    expect(holders().size).toBeLessThanOrEqual(10);

    for (let round = 0; round < 5; round++) {
      await gate.elapse(3000);
      await Promise.all(
        crowd.map(async ({ visitor, isolate }) => {
          if ((await visitor.poll({ isolate })).state === "admitted") await visitor.navigate("/", { isolate });
        }),
      );
      expect((await stack.count("seats")) + (await stack.count("called"))).toBeLessThanOrEqual(10);
    }
    expect(holders().size).toBe(10);
    expect(await stack.count("seats")).toBe(10);
    expect(await stack.count("line")).toBe(490);
  });

  it("keep the place of a visitor who asks another each time, and let him in once", async () => {
    const gate = aGate(stack, {}, FOUR);
    const seated = await aSeated(gate);
    const roamer = await aWaiting(gate);
    const second = await aWaiting(gate);
    const ticket = roamer.ticket();
    for (let asked = 0; asked < 12; asked++) {
      const answer = await roamer.poll({ isolate: asked % 4 });
      await second.poll({ isolate: (asked + 1) % 4 });
      expect(readStatus(answer)).toMatchObject({ state: "waiting", place: 1 });
      await gate.elapse(1000);
    }
    expect(roamer.ticket()).toMatchObject({ sub: ticket?.sub, num: ticket?.num });
    expect(await stack.count("line")).toBe(2);

    await seated.leave("header", { isolate: 3 });
    let admitted = 0;
    for (let asked = 0; asked < 8; asked++) {
      const answer = await roamer.poll({ isolate: asked % 4 });
      if (answer.state === "admitted") admitted += 1;
      expect((await second.poll({ isolate: asked % 4 })).state).toBe("waiting");
      await gate.elapse(1000);
    }
    expect(admitted).toBeGreaterThan(0);
    expect((await stack.count("seats")) + (await stack.count("called"))).toBe(1);
    await Promise.all([0, 1, 2, 3].map((isolate) => roamer.navigate("/", { isolate })));
    await gate.elapse(2000);
    expect(await stack.count("seats")).toBe(1);
    expect(roamer.pass()?.sub).toBe(ticket?.sub);
  });

  it("turn once each and second, however many ask", async () => {
    const gate = aGate(stack, { CAPACITY: "0" }, FOUR);
    const waiting = Array.from({ length: 40 }, () => gate.aBrowser());
    const askAll = () => Promise.all(waiting.map((visitor, at) => visitor.poll({ isolate: at % 4, asked: "first" })));
    for (let second = 0; second < 8; second++) {
      await askAll();
      await gate.elapse(1000);
    }
    const verbs = recordVerbs(stack.front);
    for (let second = 0; second < 5; second++) {
      await askAll();
      await gate.elapse(1000);
    }
    expect(verbs).toEqual(Array.from({ length: 20 }, () => "turn"));
  });
});
