// The gate in the lobby of a timed opening.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { change, inLobby, LOBBY } from "../../support/gate/a-day.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated } from "../../support/gate/journeys.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

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
