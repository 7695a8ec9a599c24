// The hours of the day at the gate: before the lobby, in it, at the opening, and after the close.

import { describe, expect, it } from "vitest";
import { type Browser, readStatus } from "../../support/gate/a-browser.ts";
import { aGate, type Gate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

// The tests' clock starts at 08:00:00.
const NOT_YET = { LOBBY_AT: "2027-01-15T08:10:00Z", OPENS_AT: "2027-01-15T09:00:00Z" };
const LOBBY = { LOBBY_AT: "2027-01-15T07:00:00Z", OPENS_AT: "2027-01-15T08:01:00Z" };
const OPENS_AT_MS = Date.parse(LOBBY.OPENS_AT);
const CLOSES = { CLOSES_AT: "2027-01-15T08:01:00Z" };

async function inLobby(gate: Gate): Promise<Browser> {
  const visitor = gate.aBrowser();
  await visitor.navigate();
  return visitor;
}

/** So many visitors who came to the lobby one after the other, at the moment the line opens. */
async function atTheOpening<Names extends string>(gate: Gate, ...names: Names[]): Promise<Record<Names, Browser>> {
  const visitors: [Names, Browser][] = [];
  for (const name of names) {
    visitors.push([name, await inLobby(gate)]);
    await gate.elapse(1000);
  }
  await gate.elapse(OPENS_AT_MS - gate.clock.nowMs());
  return Object.fromEntries(visitors) as Record<Names, Browser>; // of these names and no other
}

async function change(gate: Gate, what: object): Promise<void> {
  const body = JSON.stringify(what);
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Length": String(body.length) };
  await gate.fetch(new Request("https://tickets.example/__corral/room", { method: "PATCH", headers, body }));
  await gate.elapse(1000);
}

describe("before the lobby", () => {
  it("everybody reaches the site as if there were no room", async () => {
    const gate = aGate(stack, { ...NOT_YET, CAPACITY: "0" });
    const visitor = gate.aBrowser();
    expect((await visitor.navigate("/race")).state).toBeNull();
    expect((await visitor.subresource("/logo.png")).state).toBeNull();
    expect((await visitor.api("/distances")).state).toBeNull();
    expect((await visitor.post("/newsletter")).state).toBeNull();
    expect(stack.origin.requests().map(({ path }) => path)).toEqual([
      "/race",
      "/logo.png",
      "/distances",
      "/newsletter",
    ]);
    expect(stack.origin.requests().map(({ headers }) => headers.get("corral-pass"))).toEqual([null, null, null, null]);
    expect(visitor.ticket()).toBeNull();
    expect(stack.front.callCount()).toBe(0);
  });

  it("a page of the lobby that was moved to later goes on to the site", async () => {
    const gate = aGate(stack, NOT_YET);
    expect(readStatus(await gate.aBrowser().poll({ asked: "again" })).state).toBe("admitted");
  });

  it("people are sent to the target where they are redirected, without a pass", async () => {
    const gate = aGate(stack, { ...NOT_YET, ADMIT: "redirect", TARGET_URL: "https://shop.example/start" });
    const { status, headers, setCookies } = await gate.aBrowser().navigate();
    expect([status, headers.get("location"), setCookies]).toEqual([302, "https://shop.example/start", []]);
  });

  it("everybody is held where that is wanted, and nobody is given a ticket", async () => {
    const gate = aGate(stack, { ...NOT_YET, BEFORE: "hold" });
    const visitor = gate.aBrowser();
    const page = await visitor.navigate();
    expect(page).toMatchObject({ status: 200, state: "notyet", setCookies: [] });
    expect(page.text).toContain('data-state="notyet"');
    const asked = await visitor.poll({ asked: "again" });
    expect(asked.setCookies).toEqual([]);
    expect(readStatus(asked)).toMatchObject({
      state: "notyet",
      placeId: null,
      opensAt: "2027-01-15T09:00:00.000Z",
      opensInSeconds: 3600,
      askAgainSeconds: 42.5,
    });
    expect((await visitor.subresource("/logo.png")).status).toBe(503);
    expect((await visitor.api("/distances")).status).toBe(429);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("who is held asks again soon after the lobby has opened", async () => {
    const gate = aGate(stack, { ...NOT_YET, LOBBY_AT: "2027-01-15T08:00:30Z", BEFORE: "hold" });
    expect(readStatus(await gate.aBrowser().poll()).askAgainSeconds).toBe(32);
    await gate.elapse(32_000);
    const visitor = gate.aBrowser();
    expect((await visitor.navigate()).state).toBe("lobby");
  });
});

describe("in the lobby", () => {
  it("the first page gives a ticket that is kept, and every ask says when the line opens", async () => {
    const gate = aGate(stack, LOBBY);
    const visitor = gate.aBrowser();
    const page = await visitor.navigate();
    expect(page).toMatchObject({ status: 200, state: "lobby" });
    expect(page.text).toContain('data-state="lobby"');
    const ticket = visitor.ticket();
    expect(ticket).toMatchObject({ num: 1_800_000_000_000_500, exp: 1_800_000_060 + 86_400 });
    await gate.elapse(10_000);
    const asked = await visitor.poll({ asked: "again" });
    expect(asked.setCookies).toEqual([]);
    expect((await visitor.navigate()).setCookies).toEqual([]);
    expect(readStatus(asked)).toMatchObject({
      state: "lobby",
      placeId: String(ticket?.sub).slice(0, 6),
      place: null,
      waiting: null,
      opensAt: "2027-01-15T08:01:00.000Z",
      opensInSeconds: 50,
      askAgainSeconds: 52,
    });
  });

  it("costs Redis the same, whether one is there or five hundred", async () => {
    const crowd = async (people: number): Promise<number> => {
      await stack.clear();
      const gate = aGate(stack, LOBBY);
      const before = stack.front.callCount();
      for (let one = 0; one < people; one++) await (await inLobby(gate)).poll();
      await gate.elapse(1000);
      return stack.front.callCount() - before;
    };
    expect(await crowd(1)).toBe(1);
    expect(await crowd(500)).toBe(1);
    expect(await stack.count("line")).toBe(0);
  });

  it("nobody gets in, though seats are free, but who has a pass", async () => {
    const before = aGate(stack, { CAPACITY: "5" });
    const seated = await aSeated(before);
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "5" });
    expect((await gate.aBrowser().navigate()).state).toBe("lobby");
    expect((await seated.navigate("/with-pass")).state).toBeNull();
  });

  it("gives who came before it a number of today's, the same code in each tab", async () => {
    const yesterday = aGate(stack, { CAPACITY: "0" });
    const early = yesterday.aBrowser();
    await early.navigate();
    const gate = aGate(stack, { ...LOBBY, LOBBY_AT: "2027-01-15T08:00:10Z", CAPACITY: "0" });
    await gate.elapse(20_000);
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const tabs = [gate.aBrowser(), gate.aBrowser()];
    for (const tab of tabs) await tab.navigate("/", { cookie });
    expect(tabs.map((tab) => tab.ticket()?.num)).toEqual([1_800_000_020_000_500, 1_800_000_020_000_500]);
    expect(tabs[0]?.ticket()?.sub).toBe(tabs[1]?.ticket()?.sub);
    expect(tabs[0]?.ticket()?.sub).not.toBe(early.ticket()?.sub);
  });

  it("keeps a number given out by an isolate that was open still, for as long as tickets last", async () => {
    const open = aGate(stack, { CAPACITY: "0" });
    const early = open.aBrowser();
    await early.navigate();
    const { num, exp } = early.ticket() ?? {};
    expect(exp).toBe(1_800_000_600);
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "0" });
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const visitor = gate.aBrowser();
    await visitor.navigate("/", { cookie });
    expect(visitor.ticket()).toMatchObject({ num, exp: 1_800_000_060 + 86_400 });
  });

  it("a ticket lasts as long after an opening that was put off", async () => {
    const first = await inLobby(aGate(stack, LOBBY));
    const gate = aGate(stack, { ...LOBBY, OPENS_AT: "2027-01-15T20:00:00Z" });
    const cookie = first.jar.header("all", gate.clock.nowMs()) ?? "";
    const visitor = gate.aBrowser();
    await visitor.navigate("/", { cookie });
    const { sub, num } = first.ticket() ?? {};
    expect(visitor.ticket()).toMatchObject({ sub, num, exp: Date.parse("2027-01-15T20:00:00Z") / 1000 + 86_400 });
  });

  it("leaving clears the ticket without a word to Redis", async () => {
    const gate = aGate(stack, LOBBY);
    const visitor = await inLobby(gate);
    await gate.elapse(500);
    const calls = stack.front.callCount();
    expect((await visitor.leave("header")).status).toBe(204);
    expect([visitor.ticket(), stack.front.callCount() - calls]).toEqual([null, 0]);
  });

  it("tells an API client, refuses what a page pulls in, and finds blocked cookies out", async () => {
    const gate = aGate(stack, LOBBY);
    const client = gate.aBrowser();
    const answer = await client.api("/distances");
    expect([answer.status, readStatus(answer).state, client.ticket() !== null]).toEqual([429, "lobby", true]);
    expect((await client.subresource("/logo.png")).status).toBe(503);
    const blocked = await gate.aBrowser().poll({ asked: "again" });
    expect([readStatus(blocked).reason, blocked.setCookies]).toEqual(["cookies", []]);
  });

  it("a form from another site neither gives nor takes a ticket", async () => {
    const gate = aGate(stack, LOBBY);
    const answer = await gate.aBrowser().post("/pay", { site: "cross-site" });
    expect([answer.state, answer.setCookies]).toEqual(["lobby", []]);
  });

  it("everybody hears why the line will not open in time, and that all is sold out", async () => {
    const gate = aGate(stack, { ...LOBBY, ADMIN_TOKEN });
    const visitor = await inLobby(gate);
    await change(gate, { state: "paused", why: "Fog on the course" });
    expect(readStatus(await visitor.poll())).toMatchObject({ state: "lobby", why: "Fog on the course" });
    await change(gate, { state: "soldout", message: "See you next year" });
    expect(readStatus(await visitor.poll())).toMatchObject({ state: "soldout", message: "See you next year" });
  });

  it("is not opened by a fault", async () => {
    const gate = aGate(stack, { ...LOBBY, ON_FAULT: "open" });
    stack.front.setFault({ kind: "refuse" });
    const visitor = await inLobby(gate);
    await gate.elapse(2000);
    expect(readStatus(await visitor.poll()).state).toBe("lobby");
    await gate.elapse(60_000);
    expect(readStatus(await visitor.poll())).toMatchObject({ state: "waiting", reason: "opening" });
    expect((await gate.aBrowser().navigate()).state).toBe("unavailable");
    await gate.elapse(10_000);
    expect((await visitor.navigate()).state).toBeNull();
  });
});

describe("at the opening", () => {
  it("everybody reports, is told to ask again when all have, and then learns the place", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "1" });
    const { first, second, third } = await atTheOpening(gate, "first", "second", "third");
    for (const visitor of [third, second, first]) {
      const told = await visitor.poll();
      expect(told.setCookies).toEqual([]);
      expect(readStatus(told)).toMatchObject({
        state: "waiting",
        reason: "opening",
        place: null,
        waiting: null,
        opensAt: null,
        askAgainSeconds: 11,
      });
    }
    expect((await first.navigate()).text).toContain('data-state="opening"');
    await gate.elapse(7000);
    await third.poll();
    await gate.elapse(1000);
    expect(await stack.count("called")).toBe(1);
    expect(readStatus(await first.poll()).state).toBe("admitted");
    expect(readStatus(await second.poll())).toMatchObject({ state: "waiting", place: 1, waiting: 2 });
    expect(readStatus(await third.poll())).toMatchObject({ state: "waiting", place: 2, waiting: 2 });
    expect(third.ticket()).toMatchObject({ num: 1_800_000_002_000_500, first: 2 });
  });

  it("nobody is called before all had time to report, whoever comes and asks", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "5" });
    const { visitor } = await atTheOpening(gate, "visitor");
    for (let second = 0; second < 7; second++) {
      expect(readStatus(await visitor.poll()).state).toBe("waiting");
      expect((await gate.aBrowser().navigate()).state).toBe("waiting");
      await gate.elapse(1000);
      expect(await stack.count("called")).toBe(0);
    }
    await gate.elapse(1000);
    await visitor.poll();
    await gate.elapse(1000);
    expect(readStatus(await visitor.poll()).state).toBe("admitted");
  });

  it("who comes now lines up behind the lobby, and asks again soon", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "1" });
    const { early } = await atTheOpening(gate, "early");
    const late = gate.aBrowser();
    const page = await late.navigate();
    expect(page.headers.get("retry-after")).toBe("3");
    await late.poll();
    await gate.elapse(4000);
    await early.poll();
    await gate.elapse(4500);
    expect(readStatus(await early.poll()).state).toBe("admitted");
    expect(readStatus(await late.poll())).toMatchObject({ state: "waiting", place: 1 });
  });

  it("no place is told from a count in which not all can be", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "0" }, { isolates: 2 });
    const { early, late } = await atTheOpening(gate, "early", "late");
    await gate.elapse(5000);
    await late.poll({ isolate: 0 });
    await gate.settle();
    await early.poll({ isolate: 1 });
    await gate.elapse(1000);
    stack.front.setFault({ kind: "refuse" });
    await gate.elapse(2500);
    // The isolate's snapshot is fresh enough to answer from, and of when the last could just be reporting.
    expect(readStatus(await late.poll({ isolate: 0 }))).toMatchObject({
      place: null,
      waiting: null,
      askAgainSeconds: 3,
    });
    stack.front.setFault(null);
    await gate.elapse(4000);
    expect(readStatus(await late.poll({ isolate: 0 }))).toMatchObject({ place: 2, waiting: 2 });
  });

  it("is the same over four isolates whose clocks are half a second apart", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "2" }, { isolates: 4, apartMs: 500 });
    const crowd: Browser[] = [];
    for (let one = 0; one < 8; one++) {
      const visitor = gate.aBrowser();
      await visitor.navigate("/", { isolate: one % 4 });
      crowd.push(visitor);
      await gate.elapse(1000);
    }
    await gate.elapse(OPENS_AT_MS - gate.clock.nowMs());
    for (const [at, visitor] of crowd.entries()) await visitor.poll({ isolate: (at + 2) % 4 });
    for (let second = 0; second < 9; second++) {
      await gate.elapse(1000);
      for (let isolate = 0; isolate < 4; isolate++) await crowd[7]?.poll({ isolate });
    }
    const states: string[] = [];
    for (const [at, visitor] of crowd.entries()) states.push(readStatus(await visitor.poll({ isolate: at % 4 })).state);
    expect(states).toEqual(["admitted", "admitted", ...Array(6).fill("waiting")]);
  });

  it("calls nobody who happens to be heard of first when Redis was away until then", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "1" }, { isolates: 2 });
    const { first, second } = await atTheOpening(gate, "first", "second");
    stack.front.setFault({ kind: "refuse" });
    await first.poll({ isolate: 0 });
    await second.poll({ isolate: 1 });
    await gate.elapse(8000);
    stack.front.setFault(null);
    for (let round = 0; round < 3; round++) {
      await second.poll({ isolate: 1 });
      await gate.elapse(1000);
    }
    expect([await stack.count("called"), readStatus(await second.poll({ isolate: 1 })).place]).toEqual([0, null]);
    await first.poll({ isolate: 0 });
    for (let again = 0; again < 4; again++) {
      await second.poll({ isolate: 1 });
      await gate.elapse(1000);
    }
    expect(readStatus(await second.poll({ isolate: 1 })).state).toBe("waiting");
    expect(readStatus(await first.poll({ isolate: 0 })).state).toBe("admitted");
  });

  it("loses nobody when Redis is away just then", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "1" });
    const { first, second } = await atTheOpening(gate, "first", "second");
    stack.front.setFault({ kind: "refuse" });
    for (const visitor of [second, first]) {
      expect(readStatus(await visitor.poll())).toMatchObject({ state: "waiting", reason: "opening" });
    }
    await gate.elapse(4000);
    stack.front.setFault(null);
    await second.poll();
    await gate.elapse(6000);
    await second.poll();
    await gate.elapse(1000);
    expect(readStatus(await first.poll()).state).toBe("admitted");
    expect(readStatus(await second.poll())).toMatchObject({ state: "waiting", place: 1 });
  });

  it("pauses where the operator has paused, and lets everybody report all the same", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "1", ADMIN_TOKEN });
    const visitor = await inLobby(gate);
    await change(gate, { state: "paused", why: "Fog on the course" });
    await gate.elapse(OPENS_AT_MS - gate.clock.nowMs());
    expect(readStatus(await visitor.poll())).toMatchObject({ state: "paused", why: "Fog on the course" });
    await gate.elapse(9000);
    expect(await stack.count("line")).toBe(1);
    expect(readStatus(await visitor.poll())).toMatchObject({ state: "paused", place: 1 });
    await change(gate, { state: "open" });
    await gate.elapse(2000);
    expect(readStatus(await visitor.poll()).state).toBe("admitted");
  });

  it("lets the site warm up", async () => {
    const gate = aGate(stack, { ...LOBBY, CAPACITY: "20", RAMP_SECONDS: "100" });
    const crowd: Browser[] = [];
    for (let one = 0; one < 30; one++) crowd.push(await inLobby(gate));
    await gate.elapse(OPENS_AT_MS - gate.clock.nowMs());
    for (const visitor of crowd) await visitor.poll();
    await gate.elapse(8500);
    const seatsBy = async (ms: number): Promise<number> => {
      for (const visitor of crowd) await visitor.poll();
      await gate.elapse(ms);
      return (await stack.count("called")) + (await stack.count("seats"));
    };
    expect(await seatsBy(0)).toBe(2);
    expect(await seatsBy(50_000)).toBe(3);
    expect(await seatsBy(6000)).toBe(3);
    expect(await seatsBy(1500)).toBe(13);
  });
});

describe("after the close", () => {
  it("newcomers are told so and given nothing, at no cost to Redis but a turn", async () => {
    const gate = aGate(stack, { ...CLOSES, CAPACITY: "5" });
    await gate.elapse(60_000);
    const visitor = gate.aBrowser();
    const page = await visitor.navigate();
    expect(page).toMatchObject({ state: "closed", setCookies: [] });
    expect(page.text).toContain('data-state="closed"');
    expect(readStatus(await visitor.poll({ asked: "again" }))).toMatchObject({
      state: "closed",
      askAgainSeconds: 42.5,
    });
    expect(await stack.count("called")).toBe(0);
  });

  it("costs Redis a turn in twenty seconds, however many ask", async () => {
    const gate = aGate(stack, CLOSES);
    await gate.elapse(60_000);
    const before = stack.front.callCount();
    for (let second = 0; second < 60; second++) {
      await gate.aBrowser().navigate();
      await gate.elapse(1000);
    }
    expect(stack.front.callCount() - before).toBe(3);
  });

  it("who waits is told so, who has a pass finishes, and nobody is called for the free seat", async () => {
    const gate = aGate(stack, CLOSES);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await gate.elapse(58_000);
    expect((await seated.navigate("/payment")).state).toBeNull();
    expect(readStatus(await waiting.poll()).state).toBe("closed");
    await gate.elapse(400_000);
    expect((await seated.post("/pay")).state).toBeNull();
    expect(seated.pass()?.exp).toBeGreaterThan(1_800_000_900);
    await seated.leave("header");
    await gate.elapse(3000);
    expect(readStatus(await waiting.poll()).state).toBe("closed");
    expect(await stack.count("called")).toBe(0);
  });

  it("lets in who was let in before it, and did not hear the answer", async () => {
    const gate = aGate(stack, CLOSES);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await gate.elapse(50_000);
    await seated.leave("header");
    await waiting.poll();
    await gate.elapse(2000);
    const cookie = waiting.jar.header("all", gate.clock.nowMs()) ?? "";
    expect(readStatus(await waiting.poll()).state).toBe("admitted");
    await gate.elapse(8000);
    const lost = gate.aBrowser();
    expect(readStatus(await lost.poll({ cookie })).state).toBe("admitted");
  });

  it("a ticket is still good when the close is put off", async () => {
    const gate = aGate(stack, CLOSES);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const { sub, num } = waiting.ticket() ?? {};
    await gate.elapse(60_000);
    await waiting.poll();
    expect(waiting.ticket()).toMatchObject({ sub, num });
    const extended = aGate(stack);
    await extended.elapse(70_000);
    const cookie = waiting.jar.header("all", gate.clock.nowMs()) ?? "";
    expect(readStatus(await extended.aBrowser().poll({ cookie }))).toMatchObject({ state: "waiting", place: 1 });
  });
});
