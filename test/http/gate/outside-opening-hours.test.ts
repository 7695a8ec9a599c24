// The gate before the lobby and after the close.

import { describe, expect, it } from "vitest";
import { readStatus } from "../../support/gate/a-browser.ts";
import { CLOSES, NOT_YET } from "../../support/gate/a-day.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";

const stack = useGateStack();

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
