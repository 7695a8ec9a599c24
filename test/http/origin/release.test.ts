import { beforeEach, describe, expect, it } from "vitest";
import { PASS } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();
beforeEach(() => {
  stack.origin.on("/thanks", () => new Response("thanks", { headers: { "Corral-Command": " Release " } }));
});

describe("an origin's release", () => {
  it("frees the seat by one call, and the client does not see the command", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const verbs = recordVerbs(stack.front);
    const answer = await seated.post("/thanks");
    await gate.settle();
    expect(answer.text).toBe("thanks");
    expect(answer.headers.has("corral-command")).toBe(false);
    expect(verbs).toEqual(["release"]);
    expect(await stack.count("seats")).toBe(0);
    expect(await stack.count("spent")).toBe(1);
  });

  it("replaces the pass by one that is done and lives for a minute, and clears the ticket", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const answer = await seated.post("/thanks");
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^__Host-corral-pass-main=[^;]+; Max-Age=60;/),
      "__Host-corral-ticket-main=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    ]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(seated.pass()).toMatchObject({ done: true, exp: 1_800_000_061 });
  });

  it("is not undone by the cookie of a slower answer, whose pass was renewed before it", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    let finish = () => {};
    const slowly = new Promise<void>((resolve) => {
      finish = resolve;
    });
    stack.origin.on("/slow", () => slowly.then(() => new Response("at last")));
    await gate.clock.advance(400_000);
    const verbs = recordVerbs(stack.front);
    const slow = seated.navigate("/slow");
    await expect.poll(() => verbs).toContain("renew");
    await seated.post("/thanks");
    finish();
    expect((await slow).setCookies).toEqual([]);
    expect(seated.pass()).toMatchObject({ done: true });
  });

  it("of a call not yet confirmed frees the call, in the very first answer too", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate("/thanks");
    await gate.elapse(3000);
    expect(visitor.pass()).toMatchObject({ done: true });
    expect(await stack.count("called")).toBe(0);
    expect(await stack.count("seats")).toBe(0);
    expect((await gate.aBrowser().navigate()).text).toBe("the site");
  });

  it("is not undone by a confirmation still waiting in the batch", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.settle();
    await visitor.subresource("/style.css");
    await visitor.navigate("/thanks");
    await gate.elapse(3000);
    expect(await stack.count("seats")).toBe(0);
    expect(await stack.count("called")).toBe(0);
  });

  it("is not undone by a confirmation in another isolate's batch", async () => {
    const gate = aGate(stack, {}, { isolates: 2 });
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await visitor.navigate("/style.css", { isolate: 1 });
    await gate.settle();
    await visitor.navigate("/style.css", { isolate: 1 });
    await visitor.navigate("/thanks");
    await gate.elapse(3000);
    expect(await stack.count("seats")).toBe(0);
    expect(await stack.count("called")).toBe(0);
  });

  it("is obeyed on a return from another site, whose answer touches his own pass only", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const answer = await seated.post("/thanks", { site: "cross-site" });
    expect(answer.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=[^;]+; Max-Age=60;/)]);
    await gate.settle();
    expect(await stack.count("seats")).toBe(0);
  });

  it("on a bypassed path releases nobody, and the client does not see it either", async () => {
    const gate = aGate(stack, { BYPASS: "/thanks" });
    const seated = await aSeated(gate);
    const answer = await seated.navigate("/thanks");
    expect(answer.headers.has("corral-command")).toBe(false);
    await gate.settle();
    expect(await stack.count("seats")).toBe(1);
  });

  it("by another word releases nobody", async () => {
    stack.origin.on("/odd", () => new Response("odd", { headers: { "Corral-Command": "release-all" } }));
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const answer = await seated.navigate("/odd");
    expect(answer.headers.has("corral-command")).toBe(false);
    await gate.settle();
    expect(await stack.count("seats")).toBe(1);
  });

  it("is tried again after a fault until it is heard", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    stack.front.setFault({ kind: "status", status: 500 });
    expect((await seated.post("/thanks")).text).toBe("thanks");
    await gate.settle();
    expect(await stack.count("seats")).toBe(1);
    stack.front.setFault(null);
    await gate.elapse(4000);
    expect(await stack.count("seats")).toBe(0);
  });
});

describe("a done pass", () => {
  it("loads the thank-you page and its style for a minute, and then its holder lines up again", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const visitor = seated.pass()?.sub;
    const waiting = await aWaiting(gate);
    await seated.post("/thanks");
    const done = `${PASS}=${seated.jar.get(PASS)}`;
    await gate.elapse(3000);
    expect((await waiting.poll()).state).toBe("admitted");
    await gate.clock.advance(56_000);
    expect((await seated.navigate("/thanks/page")).text).toBe("the site");
    expect((await seated.subresource("/style.css")).text).toBe("the site");
    await waiting.navigate();
    await gate.elapse(1000);

    stack.origin.clear();
    expect((await seated.navigate("/", { cookie: done })).state).toBe("waiting");
    expect((await seated.post("/", { cookie: done })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
    expect(seated.ticket()?.sub).not.toBe(visitor);
  });

  it("is never confirmed, renewed or replaced, and asks Redis nothing", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.post("/thanks");
    await gate.elapse(50_000);
    const verbs = recordVerbs(stack.front);
    const answer = await seated.navigate();
    await gate.elapse(3000);
    expect(answer.text).toBe("the site");
    expect(answer.setCookies).toEqual([]);
    expect(verbs).toEqual([]);
    expect(await stack.count("seats")).toBe(0);
  });

  it("does not begin anew when the thank-you page is loaded again", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.post("/thanks");
    await gate.settle();
    const done = seated.pass();
    await gate.elapse(30_000);
    const verbs = recordVerbs(stack.front);
    const answer = await seated.navigate("/thanks");
    await gate.settle();
    expect(answer.text).toBe("thanks");
    expect(seated.pass()).toEqual(done);
    expect(verbs).toEqual([]);
  });

  it("does not let his other tabs in: they ask for a place of their own", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.post("/thanks");
    expect((await seated.poll({ asked: "first" })).state).toBe("waiting");
  });

  it("is put back by nobody after data was lost", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.post("/thanks");
    await gate.settle();
    await stack.front.wipe();
    await gate.elapse(2000);
    await seated.navigate();
    await aWaiting(gate);
    await seated.navigate();
    await gate.elapse(2000);
    expect(await stack.count("seats")).toBe(0);
  });
});
