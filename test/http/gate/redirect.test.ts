import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { deriveKeyBytes } from "../../../src/seal/derive.ts";
import { PASS, readClaims, readStatus } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { recordVerbs } from "../../support/redis/verbs.ts";
import { SECRET } from "../../support/secrets.ts";

const stack = useGateStack();

const REDIRECT = { ADMIT: "redirect", TARGET_URL: "https://Shop.example/A/../enter?lang=ko" };
const TARGET = "https://Shop.example/A/../enter?lang=ko&corral-pass=";

function copyIn(location: string | null): string {
  expect(location?.startsWith(TARGET)).toBe(true);
  return decodeURIComponent(`${location}`.slice(TARGET.length));
}

describe("in redirect mode", () => {
  it("a newcomer to an open room is sent to the target as it is written, with a copy of his pass", async () => {
    const gate = aGate(stack, REDIRECT);
    const visitor = gate.aBrowser();
    const answer = await visitor.navigate("/race");
    expect(answer.status).toBe(302);
    expect(answer.text).toBe("");
    expect(answer.state).toBe("admitted");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(readClaims(copyIn(answer.headers.get("location")))).toMatchObject({
      use: "pass",
      room: "main",
      sub: visitor.pass()?.sub,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: 1_800_000_000,
      exp: 1_800_000_060,
    });
  });

  it("he is seated at once, for a session that use does not renew", async () => {
    const gate = aGate(stack, REDIRECT);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await gate.settle();
    expect(await stack.count("seats")).toBe(1);
    expect(await stack.count("called")).toBe(0);
    expect(visitor.pass()).toMatchObject({ exp: 1_800_000_600, last: true });
    await gate.clock.advance(400_000);
    const verbs = recordVerbs(stack.front);
    expect((await visitor.navigate()).status).toBe(302);
    await gate.settle();
    expect(verbs).toEqual(["turn"]);
    expect(visitor.pass()).toMatchObject({ exp: 1_800_000_600 });
  });

  it("the target verifies the copy with any JWT library and the pass key alone", async () => {
    const answer = await aGate(stack, REDIRECT).aBrowser().navigate();
    const copy = copyIn(answer.headers.get("location"));
    const key = new Uint8Array(await deriveKeyBytes(SECRET, "pass"));
    const { payload } = await jwtVerify(copy, key, { algorithms: ["HS256"], currentDate: new Date(1_800_000_030_000) });
    expect(payload).toMatchObject({ use: "pass", room: "main" });
  });

  it("every navigation with a pass gets a copy of its own, none of which outlives the pass", async () => {
    const gate = aGate(stack, REDIRECT);
    const visitor = gate.aBrowser();
    const first = await visitor.navigate();
    await gate.clock.advance(570_000);
    const second = await visitor.navigate("/again");
    const [one, other] = [first, second].map(({ headers }) => readClaims(copyIn(headers.get("location"))));
    expect(one?.jti).not.toBe(other?.jti);
    expect(other).toMatchObject({ sub: one?.sub, iat: 1_800_000_570, exp: 1_800_000_600 });
    expect(second.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("the copy in the address opens nothing here as a cookie", async () => {
    const gate = aGate(stack, REDIRECT);
    const copy = copyIn((await gate.aBrowser().navigate()).headers.get("location"));
    const answer = await gate.aBrowser().navigate("/", { cookie: `${PASS}=${copy}` });
    expect(answer.status).toBe(200);
    expect(answer.state).toBe("waiting");
  });

  it("the page that waited is told admitted and is sent on, its ticket cleared", async () => {
    const gate = aGate(stack, REDIRECT);
    const first = gate.aBrowser();
    await first.navigate();
    const waiting = gate.aBrowser();
    await waiting.navigate();
    await gate.elapse(3000);
    expect((await waiting.poll()).state).toBe("waiting");
    await first.leave("header");
    await gate.elapse(9000);
    const answer = await waiting.poll();
    expect(readStatus(answer).state).toBe("admitted");
    expect(waiting.ticket()).toBeNull();
    expect((await waiting.navigate()).status).toBe(302);
    expect(await stack.count("seats")).toBe(1);
  });

  it.each([
    ["a status poll", "poll", 200, '"state":"admitted"'],
    ["an API call", "api", 200, '"state":"admitted"'],
    ["a style", "subresource", 503, ""],
  ] as const)("%s with a pass is answered by the gate, without a copy", async (_, way, status, text) => {
    const gate = aGate(stack, REDIRECT);
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const answer = way === "poll" ? await visitor.poll() : await visitor[way]("/x");
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(answer.headers.has("location")).toBe(false);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("a redirect with Redis away and ON_FAULT=open carries no pass", async () => {
    const gate = aGate(stack, { ...REDIRECT, ON_FAULT: "open" });
    stack.front.setFault({ kind: "refuse" });
    const answer = await gate.aBrowser().navigate();
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("https://Shop.example/A/../enter?lang=ko");
    expect(answer.setCookies).toEqual([]);
  });
});
