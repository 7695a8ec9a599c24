import { describe, expect, it } from "vitest";
import { readStatus, type Sent } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";

const stack = useGateStack();

describe("while waiting", () => {
  const BY_LANGUAGE = "Accept, Cookie, Accept-Language";
  const PREFLIGHT: Sent = { method: "OPTIONS", headers: { "Access-Control-Request-Method": "POST" } };
  it.each([
    ["a navigation", "navigate", {}, 200, "text/html; charset=utf-8", BY_LANGUAGE],
    ["a HEAD navigation", "navigate", { method: "HEAD" }, 200, "text/html; charset=utf-8", BY_LANGUAGE],
    ["a form", "post", {}, 200, "text/html; charset=utf-8", BY_LANGUAGE],
    ["an API call", "api", {}, 429, "application/json", "Accept, Cookie"],
    ["a posted API call", "api", { method: "POST", body: "{}" }, 429, "application/json", "Accept, Cookie"],
    ["a preflight", "api", PREFLIGHT, 204, null, "Accept, Cookie"],
    ["a style", "subresource", {}, 503, null, "Accept, Cookie"],
    ["a prefetch", "navigate", { headers: { "Sec-Purpose": "prefetch;prerender" } }, 503, null, "Accept, Cookie"],
  ] as const)("%s is answered by the gate and never reaches the origin", async (_, way, sent, status, type, vary) => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    stack.origin.clear();
    const answer = await waiting[way]("/race", sent);
    expect(answer.status).toBe(status);
    expect(answer.state).toBe("waiting");
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    expect(answer.headers.get("vary")).toBe(vary);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("a choice of language is answered by the gate and never reaches the origin", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    stack.origin.clear();
    const answer = await waiting.switchTo("ko", "/race");
    expect(answer.status).toBe(303);
    expect(answer.state).toBe("waiting");
    expect(answer.text).toBe("");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(stack.origin.requests()).toEqual([]);
  });

  it("an API call gets the body of a status poll, and when to come back", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const answer = await waiting.api("/race");
    expect(answer.headers.get("retry-after")).toBe("4");
    expect(readStatus(answer)).toEqual(readStatus(await waiting.poll()));
  });

  it("HEAD brings no body", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const answer = await gate.aBrowser().navigate("/", { method: "HEAD" });
    expect(answer.text).toBe("");
    expect(answer.setCookies).toHaveLength(1);
  });
});

describe("a bypassed request", () => {
  it("reaches the origin without a pass, and its answer gets no cookie", async () => {
    const gate = aGate(stack, { BYPASS: "/pay/*" });
    const seated = await aSeated(gate);
    stack.origin.clear();
    seated.jar.put("basket", "1");
    const calls = stack.front.callCount();
    const answer = await seated.post("/pay/callback", { headers: { "Corral-Pass": "forged", Corral: "status" } });
    expect(answer.text).toBe("the site");
    expect(answer.headers.get("cache-control")).toBe("public");
    expect(answer.headers.has("corral-state")).toBe(false);
    const [sent] = stack.origin.requests();
    expect(sent?.headers.get("cookie")).toBe("basket=1");
    expect([...(sent?.headers.keys() ?? [])].filter((name) => name.startsWith("corral"))).toEqual([]);
    await gate.settle();
    expect(stack.front.callCount() - calls).toBe(0);
  });

  it.each(["/pay/%2e%2e/race", "/pay%2fx", "/pay/..%5crace", "/pay/;x/race"])("is not %s", async (path) => {
    const gate = aGate(stack, { BYPASS: "/pay/*,/pay*", CAPACITY: "0" });
    expect((await gate.aBrowser().navigate(path)).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
  });
});

describe("a preflight", () => {
  it("allows nothing and creates no visitor, even in an open room", async () => {
    const gate = aGate(stack);
    const answer = await gate.aBrowser().api("/race", {
      method: "OPTIONS",
      site: "cross-site",
      headers: {
        Origin: "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "corral",
      },
    });
    expect(answer.status).toBe(204);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(answer.setCookies).toEqual([]);
    expect(await stack.redis.dbSize()).toBe(0);
  });
});

describe("a status poll", () => {
  it("with a ticket that is no good makes a new arrival and says so: cookies are kept", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const visitor = gate.aBrowser();
    visitor.jar.put("__Host-corral-ticket-main", "x.y.z");
    expect(readStatus(await visitor.poll({ asked: "again" }))).toMatchObject({ state: "waiting", reason: "renewed" });
    expect(visitor.ticket()).not.toBeNull();
  });

  it("without a ticket after the page has asked before says that cookies are needed, and leaves no trace", async () => {
    const gate = aGate(stack);
    const answer = await gate.aBrowser().poll({ asked: "again" });
    await gate.settle();
    expect(JSON.parse(answer.text)).toEqual({
      state: "waiting",
      room: "main",
      placeId: null,
      place: null,
      waiting: null,
      expectedWaitSeconds: null,
      askAgainSeconds: 20,
      asOf: null,
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
      reason: "cookies",
    });
    expect(answer.setCookies).toEqual([]);
    expect(await stack.redis.dbSize()).toBe(0);
  });

  it("never reaches the origin, not even with a good pass", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    stack.origin.clear();
    const answer = await seated.poll();
    expect(answer.status).toBe(200);
    expect(readStatus(answer).state).toBe("admitted");
    expect(stack.origin.requests()).toEqual([]);
  });

  it("without a ticket is told to wait in an open room too, and is in when it asks again", async () => {
    const gate = aGate(stack, { CAPACITY: "5" });
    const visitor = gate.aBrowser();
    expect((await visitor.poll({ asked: "first" })).state).toBe("waiting");
    await gate.elapse(1000);
    expect((await visitor.poll()).state).toBe("admitted");
  });
});

describe("a subresource", () => {
  it.each([
    ["a style", "subresource", {}],
    ["a prefetched page", "navigate", { headers: { "Sec-Purpose": "prefetch" } }],
  ] as const)("creates no visitor in an open room: %s", async (_, way, sent) => {
    const gate = aGate(stack);
    const answer = await gate.aBrowser()[way]("/style.css", sent);
    expect(answer.status).toBe(503);
    expect(answer.text).toBe("");
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.setCookies).toEqual([]);
    expect(stack.origin.requests()).toEqual([]);
    await gate.settle();
    expect(await stack.redis.dbSize()).toBe(0);
  });
});

describe("an API call", () => {
  it("is never let in without a ticket, and is let in with it, its body unharmed", async () => {
    const gate = aGate(stack, { CAPACITY: "5" });
    stack.origin.on("/api", async (request) => new Response(`got ${await request.text()}`));
    const visitor = gate.aBrowser();
    const first = await visitor.api("/api", { method: "POST", body: '{"a":1}' });
    expect(first.status).toBe(429);
    expect(readStatus(first).state).toBe("waiting");
    expect(visitor.ticket()).not.toBeNull();
    expect(stack.origin.requests()).toEqual([]);
    await gate.elapse(1000);

    const second = await visitor.api("/api", { method: "POST", body: '{"a":1}' });
    expect(second.text).toBe('got {"a":1}');
    expect(second.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=/)]);
  });
});

describe("a newcomer's request to an open room", () => {
  it("that is HEAD reaches the origin as HEAD", async () => {
    const answer = await aGate(stack).aBrowser().navigate("/race", { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.setCookies).toHaveLength(2);
    expect(stack.origin.requests().map(({ method }) => method)).toEqual(["HEAD"]);
  });

  it("that is a form reaches the origin at once, body and all", async () => {
    stack.origin.on("/register", async (request) => new Response(`got ${await request.text()}`));
    const answer = await aGate(stack).aBrowser().post("/register");
    expect(answer.text).toBe("got name=Ada");
    expect(answer.setCookies).toHaveLength(2);
  });
});

describe("a form sent after waiting", () => {
  it.each([
    ["/register?distance=10", "/register?distance=10"],
    ["//evil.example/x", "/"],
    ["/\\evil.example", "/"],
    ["/%5cevil.example", "/"],
    ["/%2f%2fevil.example", "/"],
  ])("to %s leads to %s by GET and is not sent again", async (path, location) => {
    const gate = aGate(stack, { CAPACITY: "5" });
    const visitor = gate.aBrowser();
    await visitor.poll({ asked: "first" });
    await gate.elapse(1000);
    const answer = await visitor.post(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(location);
    expect(answer.state).toBe("admitted");
    expect(answer.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=/)]);
    expect(stack.origin.requests()).toEqual([]);
  });
});
