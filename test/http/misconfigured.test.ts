import { describe, expect, it } from "vitest";
import { aGate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import { SECRET } from "../support/secrets.ts";

const stack = useGateStack();

const WRONG = { CAPACITY: "many", ADMIT: SECRET, SIGNING_SECRET: "short-secret", UPSTASH_REDIS_REST_TOKEN: "a b" };

describe("a room that is not set up", () => {
  it("answers every request with a plain 500", async () => {
    const visitor = aGate(stack, WRONG).aBrowser();
    for (const answer of [await visitor.navigate(), await visitor.api("/api"), await visitor.subresource("/x.css")]) {
      expect(answer.status).toBe(500);
      expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.text).toBe("This waiting room is not set up yet.\n");
      expect(answer.setCookies).toEqual([]);
    }
    expect(stack.origin.requests()).toEqual([]);
  });

  it("logs every issue at once, once, without any value", async () => {
    const gate = aGate(stack, WRONG);
    for (let asked = 0; asked < 3; asked++) await gate.aBrowser().navigate();
    expect(gate.log).toEqual([
      { event: "misconfigured", issues: [expect.anything(), expect.anything(), expect.anything(), expect.anything()] },
    ]);
    const text = JSON.stringify(gate.log);
    for (const name of ["CAPACITY", "ADMIT", "SIGNING_SECRET", "UPSTASH_REDIS_REST_TOKEN"])
      expect(text).toContain(`"${name}"`);
    for (const value of Object.values(WRONG)) expect(text).not.toContain(value);
  });
});

describe("a path of Corral's own", () => {
  it.each(["/__corral/x", "/__corral/", "/__corral/a/b?c"])(
    "that nobody has is 404, and creates no visitor: %s",
    async (path) => {
      const gate = aGate(stack);
      const answer = await gate.aBrowser().navigate(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.setCookies).toEqual([]);
      expect(stack.origin.requests()).toEqual([]);
      expect(await stack.redis.dbSize()).toBe(0);
    },
  );
});
