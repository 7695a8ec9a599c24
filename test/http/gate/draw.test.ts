// A ticket of the draw at the gate: what its holder can know, and when, and that the line keeps to it.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { inLobby } from "../../support/gate/a-day.ts";
import {
  CALLS_FROM_MS,
  codeOf,
  DRAW,
  lobbyOf,
  numberOf,
  OPENS_AT_MS,
  published,
  until,
} from "../../support/gate/a-draw.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const stack = useGateStack();

describe("a ticket of the draw", () => {
  it("has no number in the lobby, nor while people report: nobody can throw it away for another", async () => {
    const gate = aGate(stack, DRAW, { isolates: 4 });
    const visitor = await inLobby(gate);
    expect(Object.keys(visitor.ticket() ?? {})).toEqual(["use", "room", "sub", "iat", "exp", "lot"]);
    await until(gate, OPENS_AT_MS + 7900);
    for (let isolate = 0; isolate < 4; isolate++) {
      const told = await visitor.poll({ isolate });
      expect(told.setCookies).toEqual([]);
      expect(readStatus(told)).toMatchObject({ place: null, waiting: null });
    }
    expect(visitor.ticket()).not.toHaveProperty("num");
  });

  it("is given the number that the published key has for it, once people are called", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const visitor = await inLobby(gate);
    await until(gate, OPENS_AT_MS);
    await visitor.poll();
    await until(gate, CALLS_FROM_MS);
    await visitor.poll();
    const { drawKey } = await published(gate);
    expect(visitor.ticket()?.num).toBe(numberOf(drawKey, codeOf(visitor)));
  });

  it("is a lot among all the others: places and calls follow the draw, whoever came or reported first", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "3" }, { isolates: 4 });
    const crowd = await lobbyOf(gate, 24);
    await until(gate, OPENS_AT_MS);
    for (const [at, visitor] of crowd.entries()) {
      await visitor.poll({ isolate: (at + 1) % 4 });
      await gate.elapse(200);
    }
    await until(gate, CALLS_FROM_MS);
    for (let second = 0; second < 3; second++) {
      await gate.elapse(1000);
      for (let isolate = 0; isolate < 4; isolate++) await gate.aBrowser().poll({ isolate });
    }
    await gate.elapse(500);
    const { drawKey } = await published(gate);
    const drawn = [...crowd].sort((a, b) => numberOf(drawKey, codeOf(a)) - numberOf(drawKey, codeOf(b)));
    const told: (string | number | null)[] = [];
    for (const [at, visitor] of drawn.entries()) {
      const { state, place } = readStatus(await visitor.poll({ isolate: at % 4 }));
      told.push(state === "admitted" ? state : place);
    }
    expect(told).toEqual(["admitted", "admitted", "admitted", ...Array.from({ length: 21 }, (_, at) => at + 1)]);
  });

  it("goes to the front by its number though its holder comes back late, and before all who came after the opening", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const [asleep, awake] = [await inLobby(gate), await inLobby(gate)];
    await until(gate, CALLS_FROM_MS);
    const late = gate.aBrowser();
    await late.navigate();
    await late.poll();
    await awake.poll();
    await gate.elapse(20_000);
    const { drawKey } = await published(gate);
    const isFirst = numberOf(drawKey, codeOf(asleep)) < numberOf(drawKey, codeOf(awake));
    expect(readStatus(await asleep.poll()).place).toBe(isFirst ? 1 : 2);
    await gate.elapse(1000);
    await late.poll();
    await gate.elapse(1000);
    expect(readStatus(await late.poll()).place).toBe(3);
  });

  it("is not given out any more once the line is open", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    await until(gate, OPENS_AT_MS);
    const late = gate.aBrowser();
    await late.navigate();
    expect(late.ticket()?.num).toBe(OPENS_AT_MS * 1000 + 500);
  });

  it("keeps the number it was given when asked again, at another isolate, and after a wipe", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const visitor = await inLobby(gate);
    await until(gate, CALLS_FROM_MS + 1000);
    await visitor.poll({ isolate: 1 });
    const number = visitor.ticket()?.num;
    await gate.elapse(5000);
    await visitor.poll({ isolate: 2 });
    await stack.front.wipe();
    await gate.elapse(5000);
    await visitor.poll({ isolate: 3 });
    expect([visitor.ticket()?.num, number === undefined]).toEqual([number, false]);
    expect(await stack.redis.zScore("corral:{main}:line", codeOf(visitor))).toBe(number);
  });

  it("is a new one for who has a number already, from before the draw or from an earlier one, and the same in each tab", async () => {
    const open = aGate(stack, { CAPACITY: "0" });
    const early = open.aBrowser();
    await early.navigate();
    const gate = aGate(stack, DRAW, { isolates: 2 });
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const tabs = [gate.aBrowser(), gate.aBrowser()];
    for (const [isolate, tab] of tabs.entries()) await tab.navigate("/", { cookie, isolate });
    const codes = tabs.map(codeOf);
    expect(tabs.map((tab) => tab.ticket()?.lot)).toEqual([true, true]);
    expect([codes[0] === codeOf(early), codes[0]]).toEqual([false, codes[1]]);
  });

  it("of an earlier opening is no lot in this one, though its number was low: its holder lines up behind the lobby", async () => {
    const yesterday = aGate(stack, { ...DRAW, CAPACITY: "0", OPENS_AT: "2027-01-15T08:00:10Z" });
    const early = await inLobby(yesterday);
    await until(yesterday, OPENS_AT_MS);
    await early.poll();
    const number = Number(early.ticket()?.num);
    await yesterday.elapse(3000);
    await stack.clear();
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    const lobby = await inLobby(gate);
    await until(gate, CALLS_FROM_MS);
    await lobby.poll();
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const returned = gate.aBrowser();
    const answer = readStatus(await returned.poll({ cookie }));
    expect([number < 2 ** 48, answer.reason, answer.place]).toEqual([true, "renewed", null]);
    expect(returned.ticket()?.num).toBeGreaterThan(CALLS_FROM_MS * 1000);
    expect([codeOf(returned) === codeOf(early), await stack.count("line")]).toEqual([false, 1]);
  });

  it("given out after the opening by an isolate that did not know of it is none of the draw", async () => {
    const late = aGate(stack, { ...DRAW, OPENS_AT: "2027-01-15T20:00:00Z" });
    await until(late, CALLS_FROM_MS + 5000);
    const visitor = await inLobby(late);
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    await until(gate, CALLS_FROM_MS + 6000);
    const cookie = visitor.jar.header("all", gate.clock.nowMs()) ?? "";
    const shown = gate.aBrowser();
    await shown.poll({ cookie });
    expect(shown.ticket()?.num).toBe((CALLS_FROM_MS + 5000) * 1000);
  });

  it("keeps its code when the opening is put off, and lasts as long after it", async () => {
    const first = await inLobby(aGate(stack, DRAW));
    const gate = aGate(stack, { ...DRAW, OPENS_AT: "2027-01-15T20:00:00Z" });
    const cookie = first.jar.header("all", gate.clock.nowMs()) ?? "";
    const visitor = gate.aBrowser();
    await visitor.navigate("/", { cookie });
    expect(codeOf(visitor)).toBe(codeOf(first));
    expect(visitor.ticket()?.exp).toBe(Date.parse("2027-01-15T20:00:00Z") / 1000 + 86_400);
  });

  it("in a room that goes by arrival after all has the number of its making", async () => {
    const visitor = aGate(stack, DRAW).aBrowser();
    await visitor.navigate();
    const { ORDER: _, ...byArrival } = DRAW;
    const gate = aGate(stack, { ...byArrival, CAPACITY: "0" });
    await until(gate, CALLS_FROM_MS + 1000);
    const cookie = visitor.jar.header("all", OPENS_AT_MS) ?? "";
    const again = gate.aBrowser();
    await again.poll({ cookie });
    expect(again.ticket()?.num).toBe(1_800_000_000_000_000);
  });
});
