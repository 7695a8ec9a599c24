import { describe, expect, it } from "vitest";
import { PASS, readStatus, TICKET } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting, confirm } from "../../support/gate/journeys.ts";

const stack = useGateStack();

describe("the first newcomer to an open room", () => {
  it("gets the site at once, with his pass and the ticket that leads him back should his call lapse", async () => {
    const answer = await aGate(stack).aBrowser().navigate("/race?distance=10");
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("the site");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.setCookies).toEqual([
      expect.stringMatching(
        /^__Host-corral-pass-main=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=675; Path=\/; HttpOnly; Secure; SameSite=None$/,
      ),
      expect.stringMatching(
        /^__Host-corral-ticket-main=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  it("reaches the origin once, with his pass in a header and no cookie of Corral's", async () => {
    const visitor = aGate(stack).aBrowser();
    visitor.jar.put("basket", "1");
    visitor.jar.put(TICKET, "nonsense");
    await visitor.navigate("/race?distance=10");
    const [sent, ...more] = stack.origin.requests();
    expect(more).toEqual([]);
    expect(sent?.path).toBe("/race?distance=10");
    expect(sent?.headers.get("cookie")).toBe("basket=1");
    expect(sent?.headers.get("corral-pass")).toBe(visitor.jar.get(PASS));
  });

  it("gets a fresh pass that ends with his call", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    expect(visitor.pass()).toMatchObject({
      use: "pass",
      room: "main",
      fresh: true,
      iat: 1_800_000_000,
      exp: 1_800_000_075,
      since: 1_800_000_000,
    });
    expect(await stack.count("called")).toBe(1);
  });
});

describe("a newcomer to a full room", () => {
  it("gets the waiting page, a ticket and nothing of the site", async () => {
    const gate = aGate(stack, { EVENT_NAME: "Night Run" });
    await aSeated(gate);
    stack.origin.clear();
    const answer = await gate.aBrowser().navigate("/race");
    expect(answer.status).toBe(200);
    expect(answer.state).toBe("waiting");
    expect(answer.text).toContain("You are in line");
    expect(answer.text).toContain("Night Run");
    expect(answer.setCookies).toEqual([
      expect.stringMatching(
        /^__Host-corral-ticket-main=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=utf-8",
      "retry-after": "3",
      "x-robots-tag": "noindex",
      vary: "Accept, Cookie, Accept-Language",
      "content-language": "en",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    expect(answer.headers.has("refresh")).toBe(false);
    expect(stack.origin.requests()).toEqual([]);
  });

  it.each(["202", "429", "503"])("gets the page with status %s where the organiser says so", async (status) => {
    const gate = aGate(stack, { CAPACITY: "0", WAITING_STATUS: status });
    const answer = await gate.aBrowser().navigate();
    expect(answer.status).toBe(Number(status));
    expect(answer.text).toContain("You are in line");
  });

  it("is told null, not 0, for every figure that is not known", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const answer = await gate.aBrowser().poll({ asked: "first" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(answer.text)).toEqual({
      state: "waiting",
      room: "main",
      placeId: expect.stringMatching(/^[\w-]{6}$/),
      place: null,
      waiting: null,
      expectedWaitSeconds: null,
      askAgainSeconds: 3,
      asOf: null,
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
    });
  });

  it("is told null, not 0, while the line is known and nobody is in it yet", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    await gate.aBrowser().navigate();
    await gate.elapse(1000);
    const status = readStatus(await gate.aBrowser().poll({ asked: "first" }));
    expect(status).toMatchObject({ place: null, waiting: null, asOf: "2027-01-15T08:00:00.000Z" });
  });

  it("learns his place when he asks again, and no key more than the page reads", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    const first = await aWaiting(gate);
    const second = await aWaiting(gate);
    await gate.elapse(1000);
    await second.poll();
    await gate.elapse(1000);
    expect(readStatus(await first.poll())).toMatchObject({ place: 1, waiting: 2 });
    expect(JSON.parse((await second.poll()).text)).toEqual({
      state: "waiting",
      room: "main",
      placeId: `${second.ticket()?.sub}`.slice(0, 6),
      place: 2,
      waiting: 2,
      expectedWaitSeconds: null,
      askAgainSeconds: 7.5,
      asOf: expect.stringMatching(/^2027-01-15T08:00:0\d\.000Z$/),
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
    });
  });
});

describe("the whole journey", () => {
  it("leads from the line to the site once a seat is given back", async () => {
    const gate = aGate(stack);
    stack.origin.on("/thanks", () => new Response("thanks", { headers: { "Corral-Command": "release" } }));
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    expect(readStatus(await waiting.poll()).state).toBe("waiting");
    await seated.navigate("/thanks");
    await gate.elapse(3000);

    const admitted = await waiting.poll();
    expect(admitted.state).toBe("admitted");
    expect(JSON.parse(admitted.text)).toEqual({
      state: "admitted",
      room: "main",
      placeId: null,
      place: null,
      waiting: null,
      expectedWaitSeconds: null,
      askAgainSeconds: null,
      asOf: null,
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
    });
    expect(admitted.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=/)]);
    const page = await waiting.navigate("/race");
    expect(page.text).toBe("the site");
    expect(stack.origin.requests().at(-1)?.headers.get("corral-pass")).toBe(waiting.jar.get(PASS));
  });

  it("turns the fresh pass into a full one and clears the ticket once the seat is confirmed", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await seated.leave("header");
    await gate.elapse(3000);
    await waiting.poll();
    expect(waiting.pass()).toMatchObject({ fresh: true });
    expect(waiting.ticket()).not.toBeNull();
    const visitor = waiting.pass()?.sub;

    await confirm(gate, waiting);
    expect(waiting.pass()).toMatchObject({ sub: visitor, exp: 1_800_000_605 });
    expect(waiting.pass()).not.toHaveProperty("fresh");
    expect(waiting.ticket()).toBeNull();
    expect(await stack.count("seats")).toBe(1);
    expect(await stack.count("called")).toBe(0);
  });

  it("goes on without another cookie once the pass is full", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const answer = await seated.navigate("/race");
    expect(answer.setCookies).toEqual([]);
    expect(answer.headers.get("cache-control")).toBe("public");
  });

  it("starts again for whoever never showed his pass: his call lapses", async () => {
    const gate = aGate(stack);
    const lost = gate.aBrowser();
    await lost.navigate();
    const waiting = await aWaiting(gate);
    for (let second = 0; second < 90; second += 3) {
      await waiting.poll();
      await gate.elapse(3000);
    }
    expect((await waiting.poll()).state).toBe("admitted");
    expect((await lost.navigate()).state).toBe("waiting");
  });
});
