// A room that is sold out, by the origin or by the operator.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { patch, read } from "../../support/gate/operator.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

describe("the origin", () => {
  it("can say that it has sold out, once", async () => {
    const gate = aGate(stack, { CAPACITY: "2" });
    stack.origin.on("/bought", () => new Response("thanks", { headers: { "Corral-Command": "soldout" } }));
    const seated = await aSeated(gate);
    expect((await seated.navigate("/bought")).text).toBe("thanks");
    await gate.settle();
    await seated.navigate("/bought");
    await gate.settle();
    expect((await read(gate, "room")).body).toMatchObject({ state: "soldout" });
    expect((await read(gate, "log")).body).toMatchObject([{ by: "origin", what: { state: "soldout" } }]);
    expect((await gate.aBrowser().navigate()).state).toBe("soldout");
  });
});

describe("a sold-out room", () => {
  it("does not reopen by itself when Redis has lost its data", async () => {
    const gate = aGate(stack, { CAPACITY: "1", ADMIN_TOKEN, SESSION_SECONDS: "80" });
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    await patch(gate, { state: "soldout", why: "All gone" });
    await waiting.poll();
    await stack.front.wipe();
    for (let second = 0; second < 120; second++) {
      await gate.elapse(1000);
      expect((await waiting.poll()).state).not.toBe("admitted");
    }
    expect(readStatus(await waiting.poll())).toMatchObject({ state: "soldout", why: "All gone" });
    expect((await read(gate, "log")).body).toMatchObject([{ by: "corral", why: "data was lost" }]);
  });

  it("is not opened by a fault, whatever ON_FAULT says", async () => {
    const gate = aGate(stack, { CAPACITY: "1", ADMIN_TOKEN, ON_FAULT: "open" });
    await patch(gate, { state: "soldout" });
    stack.front.setFault({ kind: "refuse" });
    await gate.elapse(4000);
    for (let asked = 0; asked < 3; asked++) expect((await gate.aBrowser().navigate()).text).not.toBe("the site");
    expect(stack.origin.requests()).toEqual([]);
  });
});
