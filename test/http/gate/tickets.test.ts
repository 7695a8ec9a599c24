import { describe, expect, it } from "vitest";
import { type Browser, readClaims, readStatus, TICKET } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";

const stack = useGateStack();

function ticketCookie(visitor: Browser): string {
  return `${TICKET}=${visitor.jar.get(TICKET)}`;
}

describe("a fresh ticket", () => {
  it("says the number by arrival and no epoch, for ten minutes", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    await gate.clock.advance(1234);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    expect(visitor.ticket()).toEqual({
      use: "ticket",
      room: "main",
      sub: expect.stringMatching(/^[\w-]{16}$/),
      num: 1_800_000_001_234_500,
      iat: 1_800_000_001,
      exp: 1_800_000_601,
    });
    expect(await stack.count("line")).toBe(0);
  });

  it("lives no longer than a shown one may", async () => {
    const vars = { CAPACITY: "0", TICKET_SECONDS: "300", SESSION_SECONDS: "100", SESSION_MAX_SECONDS: "100" };
    const visitor = aGate(stack, { ...vars, GRACE_SECONDS: "0" }).aBrowser();
    await visitor.navigate();
    expect(visitor.ticket()).toMatchObject({ exp: 1_800_000_300 });
  });

  it("becomes a shown one of the same number when it is shown back, and enters the line", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const fresh = visitor.ticket();
    await gate.elapse(3000);
    await visitor.poll();
    await gate.elapse(1000);
    expect(visitor.ticket()).toMatchObject({ sub: fresh?.sub, num: fresh?.num, exp: 1_800_086_403 });
    expect(visitor.ticket()?.epoch).toBe(await stack.redis.hGet("corral:{main}:room", "epoch"));
    expect(await stack.redis.zScore("corral:{main}:line", `${fresh?.sub}`)).toBe(fresh?.num);
  });

  it("is void after ten minutes: its holder is a new arrival", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const [fresh, cookie] = [visitor.ticket(), ticketCookie(visitor)];
    await gate.clock.advance(600_000);
    await visitor.navigate("/", { cookie });
    expect(visitor.ticket()?.sub).not.toBe(fresh?.sub);
    expect(visitor.ticket()?.num).toBe(1_800_000_600_000_500);
  });

  it("is good up to its last second", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const [fresh, cookie] = [visitor.ticket(), ticketCookie(visitor)];
    await gate.clock.advance(599_000);
    await visitor.navigate("/", { cookie });
    expect(visitor.ticket()).toMatchObject({ sub: fresh?.sub, num: fresh?.num });
  });
});

describe("a shown ticket", () => {
  it("is not signed again at every poll", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const waiting = await aWaiting(gate);
    await waiting.poll(); // the first place told goes into it
    expect((await waiting.poll()).setCookies).toEqual([]);
    expect((await waiting.navigate()).setCookies).toEqual([]);
  });

  it("keeps its number over every signing, past half its life and past its first end", async () => {
    const gate = aGate(stack, { CAPACITY: "0", TICKET_SECONDS: "4000" });
    const waiting = await aWaiting(gate);
    const first = waiting.ticket();
    for (let hour = 0; hour < 3; hour++) {
      await gate.clock.advance(2_100_000);
      expect((await waiting.poll()).setCookies).toHaveLength(1);
      await gate.elapse(1000);
    }
    expect(waiting.ticket()).toMatchObject({ sub: first?.sub, num: first?.num });
    expect(await stack.redis.zScore("corral:{main}:line", `${first?.sub}`)).toBe(first?.num);
  });

  it("brings its holder back to his place after a silence longer than patience", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const early = await aWaiting(gate);
    const late = await aWaiting(gate);
    for (let asked = 0; asked < 50; asked++) {
      await late.poll();
      await gate.elapse(3000);
    }
    expect(await stack.count("line")).toBe(1);
    expect(readStatus(await early.poll())).toMatchObject({ place: 1 });
    await gate.elapse(1000);
    expect(readStatus(await late.poll())).toMatchObject({ place: 2, waiting: 2 });
  });

  it("makes one place however many tabs show it at once", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const waiting = await aWaiting(gate);
    await Promise.all(Array.from({ length: 20 }, () => waiting.poll()));
    await gate.elapse(1000);
    expect(await stack.count("line")).toBe(1);
  });
});

describe("a spent ticket", () => {
  async function aSpent() {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const cookie = ticketCookie(waiting);
    await waiting.leave("header");
    await gate.elapse(3000);
    return { gate, cookie, spent: readClaims(cookie) };
  }

  it("makes a new arrival under another id and a new number", async () => {
    const { gate, cookie, spent } = await aSpent();
    const visitor = gate.aBrowser();
    expect((await visitor.poll({ cookie })).state).toBe("waiting");
    expect(visitor.ticket()?.sub).not.toBe(spent?.sub);
    expect(visitor.ticket()?.num).toBe(1_800_000_005_000_500);
    expect(await stack.count("line")).toBe(0);
  });

  it("makes the same arrival in two tabs", async () => {
    const { gate, cookie } = await aSpent();
    const [tab, other] = [gate.aBrowser(), gate.aBrowser()];
    await tab.navigate("/", { cookie });
    await gate.elapse(1000);
    await other.poll({ cookie });
    expect(tab.ticket()?.sub).toBe(other.ticket()?.sub);
    await Promise.all([tab.poll(), other.poll()]);
    await gate.elapse(1000);
    expect(await stack.count("line")).toBe(1);
  });

  it("leads to no seat by itself, not even in an open room", async () => {
    const gate = aGate(stack, { CAPACITY: "3" });
    const visitor = gate.aBrowser();
    await visitor.poll({ asked: "first" });
    const cookie = ticketCookie(visitor);
    await gate.elapse(1000);
    await visitor.poll();
    await visitor.leave("header");
    stack.origin.clear();
    expect((await visitor.navigate("/", { cookie })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
  });

  it("is what a ticket becomes at its second lapse", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    const [cookie, holder] = [ticketCookie(waiting), `${waiting.ticket()?.sub}`];
    await seated.leave("header");
    for (const lapse of [1, 2]) {
      await gate.elapse(9000);
      expect((await waiting.poll({ cookie })).state, `before lapse ${lapse}`).toBe("admitted");
      for (let second = 0; second < 90; second += 3) {
        await gate.aBrowser().poll({ asked: "first" });
        await gate.elapse(3000);
      }
      expect(await stack.redis.zScore("corral:{main}:called", holder)).toBeNull();
    }
    expect(await stack.redis.zScore("corral:{main}:spent", holder)).not.toBeNull();
  });
});

describe("a place in a burst", () => {
  it("is not told before those who came earlier have shown their tickets, and then as it is", async () => {
    const gate = aGate(stack, { CAPACITY: "0" }, { isolates: 2 });
    const crowd = Array.from({ length: 60 }, () => gate.aBrowser());
    for (const [at, visitor] of crowd.entries()) {
      await visitor.navigate("/", { isolate: at % 2 });
      await gate.clock.advance(1);
    }
    await gate.elapse(2000);
    // The last to come asks first, and again when the others have.
    const last = crowd.at(-1);
    const told: (number | null | undefined)[] = [];
    for (const visitor of [last, ...crowd, last]) {
      const answer = await visitor?.poll();
      if (visitor === last) told.push(answer && readStatus(answer).place);
      await gate.elapse(100);
    }
    expect(told.slice(0, -1)).toEqual([null, 60]);
    expect(told.at(-1)).toBe(60);
    expect(last?.ticket()?.first).toBe(60);
  });
});
