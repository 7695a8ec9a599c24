// The log of changes that everybody may read.

import { describe, expect, it } from "vitest";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { patch, read } from "../../support/gate/operator.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

describe("the log", () => {
  it("costs one read in two seconds, however many watch it", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    await read(gate, "room");
    const calls = stack.front.callCount();
    for (let reads = 0; reads < 20; reads++) expect((await read(gate, "log")).status).toBe(200);
    expect(stack.front.callCount() - calls).toBe(1);
  });

  it("leaves out what is no entry", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    await patch(gate, { capacity: 3 });
    await stack.redis.lPush("corral:{main}:log", "written by hand");
    expect((await read(gate, "log")).body).toMatchObject([{ by: "operator", what: { capacity: 3 } }]);
  });

  it("and the settings can be reached again after an outage that nobody else noticed", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    stack.front.setFault({ kind: "refuse" });
    expect((await patch(gate, { capacity: 3 })).status).toBe(503);
    stack.front.setFault(null);
    await gate.clock.advance(5000);
    expect((await patch(gate, { capacity: 3 })).status).toBe(200);
    expect((await read(gate, "log")).status).toBe(200);
  });
});
