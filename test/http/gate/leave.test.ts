import { describe, expect, it } from "vitest";
import { PASS } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";

const stack = useGateStack();

const CLEARED = [
  "__Host-corral-ticket-main=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
  "__Host-corral-pass-main=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None",
];

describe("leaving", () => {
  it("by the script's header is answered 204 and gives the place up", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const answer = await waiting.leave("header");
    expect(answer.status).toBe(204);
    expect(answer.text).toBe("");
    expect(answer.setCookies).toEqual(CLEARED);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await stack.count("line")).toBe(0);
    expect(await stack.count("spent")).toBe(1);
  });

  it("by the form gets a page that leads back to the page's own path", async () => {
    const gate = aGate(stack, { EVENT_NAME: "Night Run" });
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const answer = await waiting.leave("form");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("You left the line");
    expect(answer.text).toContain("Night Run");
    expect(answer.text).toContain('href="?"');
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.setCookies).toEqual(CLEARED);
    expect(await stack.count("line")).toBe(0);
  });

  it("with a seat frees it for the next in line", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    expect((await seated.leave("header")).status).toBe(204);
    expect(await stack.count("seats")).toBe(0);
    await gate.elapse(3000);
    expect((await waiting.poll()).state).toBe("admitted");
  });

  it("by the pass as bearer token, from server to server, frees the seat", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const verbs = recordVerbs(stack.front);
    const answer = await gate.fetch(
      new Request("https://tickets.example/", {
        method: "POST",
        headers: { Corral: "leave", Authorization: `Bearer ${seated.jar.get(PASS)}` },
      }),
    );
    expect(answer.status).toBe(204);
    expect(await stack.count("seats")).toBe(0);
    expect(verbs).toEqual(["release"]);
  });

  it("by a bearer token that is no pass of ours frees nothing", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const pass = `${seated.jar.get(PASS)}`;
    for (const token of [pass.slice(0, -10), "a.b.c", pass.replace(/^[^.]+/, "e30")]) {
      await gate.fetch(
        new Request("https://tickets.example/", {
          method: "POST",
          headers: { Corral: "leave", Authorization: `Bearer ${token}` },
        }),
      );
    }
    expect(await stack.count("seats")).toBe(1);
  });

  it("holding nothing gets the same answer and asks Redis nothing", async () => {
    const gate = aGate(stack);
    const verbs = recordVerbs(stack.front);
    const answer = await gate.aBrowser().leave("header");
    expect(answer.status).toBe(204);
    expect(verbs).toEqual([]);
  });

  it("is final: signs of life in a batch elsewhere undo it neither", async () => {
    const gate = aGate(stack, {}, { isolates: 2 });
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    await waiting.poll({ isolate: 1 });
    await gate.settle();
    const cookie = `${waiting.jar.header("all", gate.clock.nowMs())}`;
    await waiting.poll({ isolate: 1 });
    await waiting.leave("header");
    await gate.elapse(1000);
    expect(await stack.count("line")).toBe(0);
    await waiting.poll({ isolate: 1, cookie });
    await gate.elapse(2000);
    expect(await stack.count("line")).toBe(0);
  });
});

describe("what another site sends", () => {
  it.each(["header", "form"] as const)("is no leave by %s: the place is kept and no cookie cleared", async (by) => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const cookie = `${waiting.jar.header("all", gate.clock.nowMs())}`;
    const answer = await waiting.leave(by, { site: "cross-site", cookie });
    expect(answer.setCookies).toEqual([]);
    expect(answer.state).toBe("waiting");
    expect(await stack.count("line")).toBe(1);
  });

  it("is no leave by its Origin alone, where the browser names no site", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    stack.origin.clear();
    const answer = await gate.fetch(
      new Request("https://tickets.example/?corral=leave", {
        method: "POST",
        headers: { Origin: "https://evil.example", Cookie: `${PASS}=${seated.jar.get(PASS)}` },
      }),
    );
    expect(await answer.text()).toBe("the site");
    expect(await stack.count("seats")).toBe(1);
  });
});
