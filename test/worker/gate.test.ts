import { describe, expect, it } from "vitest";
import { useStack } from "../support/use-stack.ts";
import { startNodeSite } from "../support/worker/node-site.ts";
import { exchange, type RawRequest } from "../support/worker/raw-http.ts";
import { aRawSeated, aRawVisitor, readState } from "../support/worker/raw-visitor.ts";
import { useWorkerStack, type WayToSite } from "../support/worker/worker-stack.ts";

const stack = useWorkerStack();
const site = useStack(startNodeSite);

function startRoom(vars: Record<string, string>, way: WayToSite = "origin-url"): Promise<string> {
  return stack.startRoom({ siteUrl: site.url, vars, way });
}

/** Runs `ask` a hundred times, ten at once, and gives the REST calls that came meanwhile and the seconds it took. */
async function countCalls(ask: () => Promise<unknown>): Promise<{ calls: number; seconds: number }> {
  const [calls, startedMs] = [stack.front.callCount(), Date.now()];
  for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 10 }, ask));
  return { calls: stack.front.callCount() - calls, seconds: (Date.now() - startedMs) / 1000 };
}

describe("with a fresh snapshot", () => {
  it("a full pass costs no call to Redis, but the one turn a second that all share", async () => {
    const url = await startRoom({ CAPACITY: "1", ROOM: "passes" });
    const visitor = await aRawSeated({ url });
    const before = site.requests().length;
    const { calls, seconds } = await countCalls(() => visitor.navigate("/with-pass"));
    expect(site.requests().length - before).toBe(100);
    expect(calls).toBeLessThanOrEqual(1 + Math.ceil(seconds));
  });

  it("a poll costs no call to Redis, but the one turn a second that all share", async () => {
    const url = await startRoom({ CAPACITY: "0", ROOM: "polls" });
    const visitor = aRawVisitor({ url });
    await visitor.navigate();
    const waitingAtLastTurn = async () => {
      await visitor.poll();
      return stack.redis.hGet("corral:{polls}:room", "waiting");
    };
    await expect.poll(waitingAtLastTurn, { timeout: 30_000 }).toBe("1");
    await visitor.poll();
    const states = new Set<string | undefined>();
    const { calls, seconds } = await countCalls(async () => states.add(await visitor.poll()));
    expect(states).toEqual(new Set(["waiting"]));
    expect(calls).toBeLessThanOrEqual(1 + Math.ceil(seconds));
  });
});

describe.each(["origin-url", "route"] as const)("by %s,", (way) => {
  it("a path is sent as it was judged, and what cannot be judged waits", async () => {
    const url = await startRoom({ CAPACITY: "0", BYPASS: "/pay, /pay/*", ROOM: `paths-${way}` }, way);
    const before = site.requests().length;
    const paths = [
      "/admin/%2e%2e/pay",
      "/pay%2f..%2fadmin",
      "/pay/a%2fb",
      "/pay/%252e%252e/admin",
      "/pay/..;/admin",
      "/pay/../admin",
    ];
    const answers = await Promise.all(paths.map((path) => exchange(url, { path })));
    expect(answers.map(readState)).toEqual([undefined, ...paths.slice(1).map(() => "waiting")]);
    const sent = site.requests().slice(before);
    expect(sent.map(({ path }) => path)).toEqual(["/pay"]);
  });
});

describe("whatever is sent", () => {
  const cookies = ["=; ;;=", "corral-pass-odd", "corral-pass-odd=..", "corral-ticket-odd=%00é", "a=".repeat(5000)];
  const huge = `corral-pass-odd=${"x".repeat(100_000)}`;
  const methods = ["PROPFIND", "PURGE", "TRACE", "get", "SEARCH", "OPTIONS"];
  const paths = ["x", "%", "/", "../", "%ff%00", "\\"].map((piece) => `/${piece.repeat(2000 / piece.length)}`);
  const odd: readonly RawRequest[] = [
    ...[...cookies, huge].map((Cookie) => ({ headers: { Cookie } })),
    ...methods.map((method) => ({ method })),
    ...paths.map((path) => ({ path })),
  ];

  it("a stranger waits, a pass beside it is found, and a method that is none is refused", async () => {
    const url = await startRoom({ CAPACITY: "1", ROOM: "odd" });
    const visitor = await aRawSeated({ url });
    const { Cookie: pass = "" } = visitor.cookies();
    const before = site.requests().length;
    for (const request of odd)
      expect(await exchange(url, request)).toMatchObject({ headers: { "corral-state": "waiting" } });
    expect(site.requests().length - before).toBe(0);

    for (const request of odd) {
      const headers = { Cookie: [request.headers?.Cookie, pass].filter((part) => part !== undefined).join("; ") };
      expect((await exchange(url, { ...request, headers })).status).toBe(200);
    }
    expect(site.requests().length - before).toBe(odd.length);

    expect((await exchange(url, { method: "CORRAL", headers: { Cookie: pass } })).status).toBe(501);
    expect((await visitor.navigate()).body.toString()).toBe("the site");
  });
});
