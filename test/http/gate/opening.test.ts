// The gate at the opening: people report, and nobody is called before all could.

import { describe, expect, it } from "vitest";
import { type Browser, readStatus } from "../../support/gate/a-browser.ts";
import { atTheOpening, change, inLobby, LOBBY, OPENS_AT_MS } from "../../support/gate/a-day.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

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
