import { describe, expect, it } from "vitest";
import { PASS, readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";

const stack = useGateStack();

const FAULTS = [
  ["answers 500", { kind: "status", status: 500 }, "refused"],
  ["answers 401", { kind: "status", status: 401 }, "refused"],
  ["never answers", { kind: "hang" }, "timeout"],
  ["answers what is no JSON", { kind: "garbage" }, "malformed-reply"],
  ["answers JSON of no known shape", { kind: "wrong-shape" }, "malformed-reply"],
  ["loses its answers", { kind: "drop-answer" }, "unreachable"],
  ["refuses connections", { kind: "refuse" }, "unreachable"],
] as const;

describe.each(FAULTS)("when Redis %s", (_, fault, code) => {
  it("passes go on working, the waiting keep their figures, newcomers get their number, and one line says why", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    const before = readStatus(await waiting.poll());
    await gate.elapse(1000);
    await gate.clock.advance(4000);
    stack.front.setFault(fault);

    const told = await waiting.poll();
    expect(told.status).toBe(200);
    expect(readStatus(told)).toMatchObject({ state: "waiting", place: 1, waiting: 1, reason: "outage" });
    expect(Date.parse(`${readStatus(told).asOf}`)).toBeLessThanOrEqual(Date.parse(`${before.asOf}`) + 1000);
    expect((await seated.navigate()).text).toBe("the site");
    expect((await seated.poll()).state).toBe("admitted");

    const newcomer = gate.aBrowser();
    const page = await newcomer.navigate();
    expect(page.status).toBe(200);
    expect(page.text).toContain("Your place is kept.");
    expect(newcomer.ticket()?.num).toBe(gate.clock.nowMs() * 1000 + 500);
    await gate.settle();
    expect(gate.log).toEqual([{ event: "fault", code }, { event: "outage" }]);
  });
});

describe("an isolate that knows nothing when Redis is away", () => {
  it("says unavailable, and still gives a newcomer a ticket with his true number", async () => {
    const gate = aGate(stack);
    stack.front.setFault({ kind: "refuse" });
    const visitor = gate.aBrowser();
    const answer = await visitor.navigate();
    expect(answer.status).toBe(200);
    expect(answer.state).toBe("unavailable");
    expect(visitor.ticket()).toMatchObject({ num: 1_800_000_000_000_500 });
    expect(stack.origin.requests()).toEqual([]);
    expect(readStatus(await visitor.poll())).toEqual({
      state: "unavailable",
      room: "main",
      placeId: `${visitor.ticket()?.sub}`.slice(0, 6),
      place: null,
      waiting: null,
      expectedWaitSeconds: null,
      askAgainSeconds: 7.5,
      asOf: null,
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
      reason: "outage",
    });
  });

  it("says so to a status poll and to an API call without a ticket, once it has met the outage", async () => {
    const gate = aGate(stack);
    stack.front.setFault({ kind: "refuse" });
    await gate.aBrowser().navigate();
    expect(readStatus(await gate.aBrowser().poll({ asked: "first" })).reason).toBe("outage");
    expect(readStatus(await gate.aBrowser().api("/api")).reason).toBe("outage");
  });
});

describe("the breaker", () => {
  it("answers at once after a fault, then lets one turn try, which is tried twice at once", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const waiting = await aWaiting(gate);
    await gate.clock.advance(4000);
    stack.front.setFault({ kind: "refuse" });
    await waiting.poll();
    const calls = stack.front.callCount();
    for (let asked = 0; asked < 50; asked++) await waiting.poll();
    await gate.clock.advance(1499);
    await waiting.poll();
    expect(stack.front.callCount() - calls).toBe(0);
    await gate.clock.advance(1);
    await Promise.all(Array.from({ length: 20 }, () => gate.aBrowser().navigate()));
    await gate.settle();
    expect(stack.front.callCount() - calls).toBe(2);
  });

  it("closes at the first answer, and what was told meanwhile counts", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const first = await aWaiting(gate);
    await gate.clock.advance(4000);
    stack.front.setFault({ kind: "refuse" });
    await first.poll();
    const second = gate.aBrowser();
    await second.navigate();
    await second.poll();
    stack.front.setFault(null);
    await gate.elapse(2000);
    await first.poll();
    await gate.elapse(2000);
    expect(gate.log.at(-1)).toEqual({ event: "recovered", outageMs: 2000 });
    expect(readStatus(await second.poll())).toMatchObject({ place: 2, waiting: 2 });
    expect(readStatus(await first.poll())).not.toHaveProperty("reason");
  });
});

describe("a pass that ran out during an outage", () => {
  const SHORT = { SESSION_SECONDS: "80", GRACE_SECONDS: "120" };

  async function anOutage() {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    await gate.clock.advance(60_000);
    stack.front.setFault({ kind: "refuse" });
    expect((await seated.navigate()).text).toBe("the site");
    const cookie = `${PASS}=${seated.jar.get(PASS)}`;
    return { gate, seated, cookie, endMs: 1_800_000_080_000 };
  }

  it("is accepted for pages, styles and polls within grace, and not after it", async () => {
    const { gate, seated, cookie, endMs } = await anOutage();
    await gate.clock.advance(endMs + 119_000 - gate.clock.nowMs());
    expect((await seated.navigate("/", { cookie })).text).toBe("the site");
    expect((await seated.subresource("/style.css", { cookie })).text).toBe("the site");
    expect((await seated.poll({ cookie })).state).toBe("admitted");
    await gate.clock.advance(1000);
    expect((await seated.navigate("/", { cookie })).text).toContain("You are in line");
  });

  it("is renewed once Redis is back, for the same seat", async () => {
    const { gate, seated, cookie, endMs } = await anOutage();
    await gate.clock.advance(endMs + 20_000 - gate.clock.nowMs());
    stack.front.setFault(null);
    expect((await seated.navigate("/", { cookie })).text).toBe("the site");
    await gate.settle();
    expect((await seated.navigate("/", { cookie })).text).toBe("the site");
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_180, since: 1_800_000_000 });
    expect(await stack.count("seats")).toBe(1);
  });

  it("that was fresh lets a form through that meets the outage first", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.settle();
    await gate.clock.advance(80_000);
    stack.front.setFault({ kind: "refuse" });
    expect((await visitor.post("/pay")).text).toBe("the site");
    expect((await visitor.navigate("/pay")).text).toContain("You are in line");
  });

  it("that ran out before it is accepted for forms only", async () => {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    await gate.clock.advance(81_000);
    stack.front.setFault({ kind: "refuse" });
    await gate.aBrowser().navigate();
    stack.origin.clear();
    expect((await seated.navigate()).state).not.toBeNull();
    expect(stack.origin.requests()).toEqual([]);
    expect((await seated.post("/pay")).text).toBe("the site");
  });
});

describe("with ON_FAULT=open", () => {
  it.each(["navigate", "post", "api", "subresource"] as const)(
    "everyone is let through during an outage by %s, and no pass is minted",
    async (way) => {
      const gate = aGate(stack, { ON_FAULT: "open", CAPACITY: "0" });
      stack.front.setFault({ kind: "refuse" });
      await gate.aBrowser().navigate();
      const answer = await gate.aBrowser()[way]("/race");
      expect(answer.text).toBe("the site");
      expect(answer.setCookies).toEqual([]);
      expect(stack.origin.requests().at(-1)?.headers.has("corral-pass")).toBe(false);
    },
  );

  it("the waiting page is told admitted, without a pass", async () => {
    const gate = aGate(stack, { ON_FAULT: "open" });
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    await gate.clock.advance(4000);
    stack.front.setFault({ kind: "refuse" });
    const answer = await waiting.poll();
    expect(answer.state).toBe("admitted");
    expect(answer.setCookies).toEqual([]);
    expect((await waiting.navigate()).text).toBe("the site");
  });

  it("everyone waits again once Redis is back", async () => {
    const gate = aGate(stack, { ON_FAULT: "open", CAPACITY: "0" });
    stack.front.setFault({ kind: "refuse" });
    expect((await gate.aBrowser().navigate()).text).toBe("the site");
    stack.front.setFault(null);
    await gate.clock.advance(2000);
    expect((await gate.aBrowser().navigate()).text).toBe("the site");
    await gate.settle();
    expect((await gate.aBrowser().navigate()).state).toBe("waiting");
  });
});
