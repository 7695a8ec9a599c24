import { describe, expect, it } from "vitest";
import { type Browser, PASS } from "../../support/gate/a-browser.ts";
import { aGate, type Gate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting, confirm } from "../../support/gate/journeys.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();

const SHORT = { SESSION_SECONDS: "80", SESSION_MAX_SECONDS: "200", GRACE_SECONDS: "120" };

/** The seated visitor's pass has run out, their seat has ended, and somebody else holds it. */
async function anEndedSeat(vars: Readonly<Record<string, string>> = SHORT) {
  const gate = aGate(stack, vars);
  const gone = await aSeated(gate);
  const waiting = await aWaiting(gate);
  for (let second = 0; second < 84; second += 3) {
    await waiting.poll();
    await gate.elapse(3000);
  }
  expect((await waiting.poll()).state).toBe("admitted");
  await confirm(gate, waiting);
  expect(await stack.count("seats")).toBe(1);
  stack.origin.clear();
  return { gate, gone, visitor: `${gone.pass()?.sub}`, endMs: 1_800_000_080_000 };
}

function seatOf(visitor: string): Promise<number | null> {
  return stack.redis.zScore("corral:{main}:seats", visitor);
}

async function standAt(gate: Gate, timeMs: number): Promise<void> {
  await gate.clock.advance(timeMs - gate.clock.nowMs());
}

describe("a pass that ran out, its seat given to another,", () => {
  it("carries a form, and its seat is put back for another session", async () => {
    const { gate, gone, visitor } = await anEndedSeat();
    const answer = await gone.post("/pay");
    expect(answer.text).toBe("the site");
    const nowMs = gate.clock.nowMs();
    expect(await seatOf(visitor)).toBe(1_800_000_200_000);
    expect(nowMs).toBeLessThan(1_800_000_120_000);
    expect(gone.pass()).toMatchObject({ sub: visitor, exp: 1_800_000_200, since: 1_800_000_000 });
  });

  it("carries an API call that is no GET", async () => {
    const { gone } = await anEndedSeat();
    expect((await gone.api("/api", { method: "PUT", body: "{}" })).text).toBe("the site");
  });

  it("carries a return from a payment provider, by link and by form", async () => {
    const { gone, visitor } = await anEndedSeat();
    expect((await gone.navigate("/paid", { site: "cross-site" })).text).toBe("the site");
    expect((await gone.post("/paid", { site: "cross-site" })).text).toBe("the site");
    expect(await seatOf(visitor)).not.toBeNull();
  });

  it.each([
    ["a link", "navigate", 200],
    ["an API call by GET", "api", 429],
    ["a style", "subresource", 503],
  ] as const)("does not carry %s of the site's own", async (_, way, status) => {
    const { gone, visitor } = await anEndedSeat();
    const answer = await gone[way]("/race");
    expect(answer.status).toBe(status);
    expect(answer.state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
    expect(await seatOf(visitor)).toBeNull();
  });

  it("carries a form up to the last second of grace, and nothing from then on", async () => {
    const { gate, gone, visitor, endMs } = await anEndedSeat();
    const cookie = `${PASS}=${gone.jar.get(PASS)}`;
    await standAt(gate, endMs + 120_000);
    expect((await gone.api("/pay", { method: "POST", cookie })).state).toBe("waiting");
    expect((await gone.post("/paid", { site: "cross-site", cookie })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
    expect(await seatOf(visitor)).toBeNull();
  });

  it("is good for a form one second before that", async () => {
    const { gate, gone, endMs } = await anEndedSeat();
    const cookie = `${PASS}=${gone.jar.get(PASS)}`;
    await standAt(gate, endMs + 119_000);
    expect((await gone.api("/pay", { method: "POST", cookie })).text).toBe("the site");
  });

  it("is good for nothing where there is no grace", async () => {
    const { gone } = await anEndedSeat({ ...SHORT, GRACE_SECONDS: "0" });
    expect((await gone.post("/pay")).state).toBe("waiting");
  });

  it("carries nothing once the seat was released rather than run out", async () => {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    const cookie = `${PASS}=${seated.jar.get(PASS)}`;
    await seated.leave("header");
    await standAt(gate, 1_800_000_090_000);
    stack.origin.clear();
    expect((await seated.api("/pay", { method: "POST", cookie })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
  });

  it("lets a visitor finish past the longest session, but only for the grace", async () => {
    const { gate, gone, visitor } = await anEndedSeat({ ...SHORT, SESSION_MAX_SECONDS: "80" });
    expect((await gone.post("/pay")).text).toBe("the site");
    expect(await seatOf(visitor)).toBe(1_800_000_200_000);
    expect(gate.clock.nowMs()).toBeLessThan(1_800_000_120_000);
  });
});

describe("a pass that ran out, its seat not ended yet,", () => {
  it("is renewed by a page of the site's own", async () => {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    await standAt(gate, 1_800_000_090_000);
    expect((await seated.navigate()).text).toBe("the site");
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_170, since: 1_800_000_000 });
  });

  it("lets in both of two tabs that load at once", async () => {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    await standAt(gate, 1_800_000_090_000);
    stack.origin.clear();
    const answers = await Promise.all([seated.navigate("/one"), seated.navigate("/other")]);
    expect(answers.map(({ state }) => state)).toEqual([null, null]);
    expect(stack.origin.requests()).toHaveLength(2);
  });
});

describe("a fresh pass that ran out", () => {
  it("is good again where its holder was confirmed by what his page pulled in", async () => {
    const gate = aGate(stack);
    const reader = gate.aBrowser();
    await reader.navigate();
    await reader.subresource("/style.css");
    await gate.elapse(80_000);
    stack.origin.clear();
    expect((await reader.navigate("/next")).state).toBeNull();
    expect(stack.origin.requests()).toHaveLength(1);
    expect(reader.pass()).not.toHaveProperty("fresh");
    expect([await stack.count("seats"), await stack.count("called")]).toEqual([1, 0]);
  });

  it("leaves who made no other request a ticket that leads back to the front", async () => {
    const gate = aGate(stack);
    const reader = gate.aBrowser();
    await reader.navigate();
    const later = await aWaiting(gate);
    for (let seconds = 0; seconds < 85; seconds += 5) {
      await gate.elapse(5000);
      await later.poll();
    }
    await reader.navigate("/next");
    await gate.elapse(2000);
    expect((await later.poll()).state).toBe("admitted");
    expect((await reader.poll()).text).toContain('"place":1');
  });

  it("proves nothing once its call has lapsed", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const cookie = `${PASS}=${visitor.jar.get(PASS)}`;
    const later = await aWaiting(gate);
    for (let seconds = 0; seconds < 90; seconds += 10) {
      await gate.elapse(10_000);
      await later.poll();
    }
    stack.origin.clear();
    expect((await visitor.api("/pay", { method: "POST", cookie })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
  });
});

describe("a session", () => {
  async function use(gate: Gate, visitor: Browser, seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 4) {
      await visitor.navigate();
      await gate.elapse(4000);
    }
  }

  it("is renewed by use, up to SESSION_MAX_SECONDS and no further", async () => {
    const gate = aGate(stack, SHORT);
    const seated = await aSeated(gate);
    await use(gate, seated, 120);
    expect(seated.pass()?.exp).toBeGreaterThan(1_800_000_121);
    await use(gate, seated, 72);
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_200, since: 1_800_000_000 });
    const waiting = await aWaiting(gate);
    const verbs = recordVerbs(stack.front);
    await seated.navigate();
    await gate.settle();
    expect(verbs.filter((verb) => verb === "renew")).toEqual([]);
    await gate.elapse(4000);
    expect((await waiting.poll()).state).toBe("waiting");
    await gate.elapse(4000);
    await waiting.poll();
    await gate.elapse(1000);
    expect((await waiting.poll()).state).toBe("admitted");
    expect((await seated.navigate()).state).toBe("waiting");
  });

  it("is not renewed where SESSION_RENEWAL is off, but ends with the same grace", async () => {
    const gate = aGate(stack, { ...SHORT, SESSION_RENEWAL: "off" });
    const seated = await aSeated(gate);
    const verbs = recordVerbs(stack.front);
    await use(gate, seated, 76);
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_080 });
    expect(verbs.filter((verb) => verb === "renew")).toEqual([]);
    await gate.elapse(4000);
    expect((await seated.post("/pay")).text).toBe("the site");
  });

  it("whose pass was lost goes on with one that ends with the seat and is not renewed", async () => {
    const gate = aGate(stack, SHORT);
    const first = await aSeated(gate);
    const visitor = await aWaiting(gate);
    await first.leave("header");
    await gate.elapse(3000);
    await visitor.poll();
    await visitor.navigate();
    await gate.elapse(1000);
    visitor.jar.drop(PASS);

    expect((await visitor.poll()).state).toBe("admitted");
    expect(visitor.ticket()).toBeNull();
    const [last, endMs] = [visitor.pass(), await seatOf(`${visitor.pass()?.sub}`)];
    expect(last).toMatchObject({ last: true, exp: Math.floor(Number(endMs) / 1000) });
    const verbs = recordVerbs(stack.front);
    await use(gate, visitor, 60);
    expect(verbs.filter((verb) => verb === "renew")).toEqual([]);
    expect(visitor.pass()).toEqual(last);
  });
});
