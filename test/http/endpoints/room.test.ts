// What everybody may read of the room, and what the operator may set.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { patch, read, untilLetIn } from "../../support/gate/operator.ts";
import { ADMIN_TOKEN } from "../../support/secrets.ts";

const stack = useGateStack();

describe("the room's public status", () => {
  it("is whole on a fresh room, open to every site and cached for two seconds", async () => {
    const gate = aGate(stack, { CAPACITY: "5", EVENT_NAME: "Night Run", MESSAGE: "Bring your number" });
    const { status, headers, body } = await read(gate, "room");
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cache-control")).toBe("public, max-age=2");
    expect(headers.get("set-cookie")).toBeNull();
    expect(body).toEqual({
      state: "open",
      why: null,
      room: "main",
      event: "Night Run",
      message: "Bring your number",
      capacity: 5,
      inflowPerMinute: "unlimited",
      waiting: 0,
      onSite: 0,
      called: 0,
      expectedWaitSeconds: { low: 0, high: 0 },
      waitsHeldShare: null,
      changedAt: null,
      asOf: "2027-01-15T08:00:00.000Z",
      lobbyAt: null,
      opensAt: null,
      closesAt: null,
      order: "arrival",
      drawCommitment: null,
      drawKey: null,
    });
  });

  it("tells before the lobby that the room was left sold out", async () => {
    const day = { LOBBY_AT: "2027-01-15T09:00:00Z", OPENS_AT: "2027-01-15T10:00:00Z", ADMIN_TOKEN };
    const gate = aGate(stack, day);
    expect((await read(gate, "room")).body).toMatchObject({ state: "notyet" });
    await patch(gate, { state: "soldout" });
    expect((await read(gate, "room")).body).toMatchObject({ state: "soldout" });
  });

  it("tells how many wait and are on the site, and costs no turn while one is fresh", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    await aWaiting(gate);
    await gate.elapse(1000);
    const calls = stack.front.callCount();
    expect((await read(gate, "room")).body).toMatchObject({ waiting: 1, onSite: 1, expectedWaitSeconds: null });
    expect(stack.front.callCount() - calls).toBe(0);
  });

  it("says what is unknown while Redis is away", async () => {
    const gate = aGate(stack);
    stack.front.setFault({ kind: "refuse" });
    expect((await read(gate, "room")).body).toMatchObject({
      state: "unavailable",
      capacity: null,
      waiting: null,
      asOf: null,
    });
    expect((await read(gate, "log")).status).toBe(503);
  });
});

describe("a change of the operator's", () => {
  it("counts in every isolate within three seconds, and is told to everyone who waits", async () => {
    const gate = aGate(stack, { CAPACITY: "1", ADMIN_TOKEN }, { isolates: 4 });
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    for (let isolate = 0; isolate < 4; isolate++) await waiting.poll({ isolate });
    await gate.elapse(1000);
    const changed = await patch(gate, { state: "paused", why: "The site needs a rest" }, { isolate: 1 });
    expect(changed).toMatchObject({ status: 200, body: { state: "paused", why: "The site needs a rest" } });
    await seated.leave("header");
    for (let second = 0; second < 3; second++) {
      for (let isolate = 0; isolate < 4; isolate++) await waiting.poll({ isolate });
      await gate.elapse(1000);
    }
    for (let isolate = 0; isolate < 4; isolate++) {
      expect(readStatus(await waiting.poll({ isolate }))).toMatchObject({
        state: "paused",
        why: "The site needs a rest",
        place: 1,
        expectedWaitSeconds: null,
      });
    }
    const page = await waiting.navigate();
    expect(page.text).toContain('data-state="paused"');
    expect(page.text).toContain("Your place is kept. The site needs a rest</p>");

    await patch(gate, { state: "open", why: null });
    await untilLetIn(gate, waiting);
  });

  it("of capacity lets more in at once, and the message reaches the page", async () => {
    const gate = aGate(stack, { CAPACITY: "0", ADMIN_TOKEN });
    const waiting = await aWaiting(gate);
    await patch(gate, { capacity: 1, message: "Doors are open" });
    await untilLetIn(gate, waiting);
    expect((await gate.aBrowser().navigate()).text).toContain("Doors are open");
  });

  it("that sells out is told at once, nobody is let in, and people need not ask soon", async () => {
    const gate = aGate(stack, { CAPACITY: "1", ADMIN_TOKEN });
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    await patch(gate, { state: "soldout" });
    const status = readStatus(await waiting.poll());
    expect(status).toMatchObject({ state: "soldout", why: null });
    expect(status.askAgainSeconds).toBeGreaterThan(20);
    expect((await gate.aBrowser().navigate()).text).toContain('data-state="soldout"');
  });

  it("is noted with time, what and why, for anyone to read", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    await patch(gate, { capacity: 3, why: "More doors" });
    await gate.elapse(2000);
    await patch(gate, { state: "paused" });
    const { status, headers, body } = await read(gate, "log");
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(body).toEqual([
      { at: "2027-01-15T08:00:02.000Z", by: "operator", what: { state: "paused" }, why: null },
      { at: "2027-01-15T08:00:00.000Z", by: "operator", what: { capacity: 3 }, why: "More doors" },
    ]);
  });

  it.each([
    ["no token", { token: null }, 401],
    ["another token", { token: "an-admin-token-of-thirty-two-characterz" }, 401],
    ["a part of the token", { token: ADMIN_TOKEN.slice(0, -1) }, 401],
    ["no JSON", { body: "capacity=3" }, 422],
    ["nothing in it", { body: "{}" }, 422],
    ["a list", { body: "[]" }, 422],
    ["too much in it", { body: JSON.stringify({ message: "x".repeat(12_000) }) }, 413],
  ])("with %s is refused and changes nothing", async (_, sent, expected) => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    expect((await patch(gate, { capacity: 3 }, sent)).status).toBe(expected);
    expect((await read(gate, "room")).body).toMatchObject({ capacity: 1, changedAt: null });
    expect((await read(gate, "log")).body).toEqual([]);
  });

  it.each([
    [{ capacity: -1 }, "capacity"],
    [{ capacity: 1.5 }, "capacity"],
    [{ capacity: "3" }, "capacity"],
    [{ inflowPerMinute: 0 }, "inflowPerMinute"],
    [{ inflowPerMinute: "many" }, "inflowPerMinute"],
    [{ state: "closed" }, "state"],
    [{ why: "two\nlines" }, "why"],
    [{ message: "x".repeat(501) }, "message"],
    [{ capicity: 3 }, "capicity"],
  ])("that makes no sense is refused by name: %j", async (change, variable) => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    const { status, body } = await patch(gate, change);
    expect(status).toBe(422);
    expect(body.issues.map(({ variable }) => variable)).toEqual([variable]);
  });

  it("is refused of everybody where no token is set", async () => {
    const gate = aGate(stack);
    expect((await patch(gate, { capacity: 3 })).status).toBe(403);
    expect((await patch(gate, { capacity: 3 }, { token: "null" })).status).toBe(403);
  });

  it("says so when Redis cannot be reached", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    stack.front.setFault({ kind: "refuse" });
    expect((await patch(gate, { capacity: 3 })).status).toBe(503);
  });

  it("is none by any other method", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    for (const path of ["room", "log"]) {
      const request = new Request(`https://tickets.example/__corral/${path}`, { method: "DELETE" });
      expect((await gate.fetch(request)).status).toBe(405);
    }
  });
});
