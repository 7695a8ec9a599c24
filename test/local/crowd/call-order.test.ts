import { createClient } from "@redis/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectCallWatch, countOutOfOrder, findCalls } from "../../../local/crowd/call-order.ts";
import { drawnNumber } from "../../../local/crowd/lobby.ts";
import { type RunningRedis, startRedis } from "../../../local/process/redis-server.ts";
import { openingVars } from "../../../local/stack/opening-vars.ts";

const NUMBERS: Readonly<Record<string, number>> = { anna: 1, ben: 2, cleo: 3, dora: 4 };
const numberOf = (visitor: string) => NUMBERS[visitor] ?? Number.POSITIVE_INFINITY;

function look(called: readonly string[], front: readonly string[]) {
  return { called: new Set(called), front };
}

describe("the calls between two looks", () => {
  it("are those of whom the first knew nothing, with all who stood at the front through both", () => {
    const calls = findCalls(look(["anna"], ["ben", "cleo", "dora"]), look(["anna", "ben"], ["cleo", "dora"]), 9000);
    expect(calls).toEqual([{ visitor: "ben", atMs: 9000, passedOver: ["cleo", "dora"] }]);
  });

  it.each([
    ["in order", look([], ["anna", "ben", "cleo"]), look(["anna", "ben"], ["cleo"]), 0],
    ["past somebody who had reported", look([], ["anna", "ben", "cleo"]), look(["ben", "cleo"], ["anna"]), 2],
    ["before somebody who reported later", look([], ["ben", "cleo"]), look(["ben"], ["anna", "cleo"]), 0],
    ["past somebody who has left the line since", look([], ["anna", "ben"]), look(["ben"], []), 0],
    ["of who was not in the lobby, past one who was", look([], ["anna"]), look(["stranger"], ["anna"]), 1],
    ["of who was not in the lobby, when none is left", look([], ["later"]), look(["stranger"], ["later"]), 0],
  ])("that were made %s are out of order so often", (_, before, now, count) => {
    expect(countOutOfOrder(findCalls(before, now, 9000), [], numberOf)).toBe(count);
  });
});

describe("a call past somebody of whom Redis has not heard", () => {
  const calls = [
    { visitor: "ben", atMs: 9000, passedOver: [] },
    { visitor: "anna", atMs: 10_000, passedOver: [] },
  ];

  it.each([
    ["is out of order when he had reported in good time", 6499, 1],
    ["is in order when he had not", 6500, 0],
  ])("%s", (_, atMs, count) => {
    expect(countOutOfOrder(calls, [{ visitor: "anna", number: 1, atMs }], numberOf)).toBe(count);
  });

  it("is in order when he was called with him, or before", () => {
    const together = calls.map((call) => ({ ...call, atMs: 9000 }));
    const reported = [{ visitor: "anna", number: 1, atMs: 0 }];
    expect(countOutOfOrder(together, reported, numberOf)).toBe(0);
  });

  it("is out of order when he is never called", () => {
    const reported = [{ visitor: "anna", number: 1, atMs: 0 }];
    expect(countOutOfOrder(calls.slice(0, 1), reported, numberOf)).toBe(1);
  });
});

describe("a watch on the calls", () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it("sees who is called past whom in Redis", async () => {
    const client = createClient({ url: redis.url });
    await client.connect();
    const line = ["anna", "ben", "cleo"].map((value, score) => ({ score, value }));
    await client.zAdd("corral:{main}:line", line);
    const watch = await connectCallWatch({ redisUrl: redis.url, room: "main", capacity: 2 });
    watch.begin(() => 9000);
    await expect.poll(() => watch.looks()).toBeGreaterThan(0);
    await client
      .multi()
      .zRem("corral:{main}:line", "ben")
      .zAdd("corral:{main}:called", { score: 1, value: "ben" })
      .exec();
    const before = watch.looks();
    await expect.poll(() => watch.looks()).toBeGreaterThan(before + 1);
    const { calls } = await watch.stop();
    client.destroy();
    expect(calls).toEqual([{ visitor: "ben", atMs: 9000, passedOver: ["anna", "cleo"] }]);
  });
});

describe("a lobby", () => {
  it("opens at its second, an hour after its lobby", () => {
    expect(openingVars("arrival", Date.parse("2027-03-21T01:00:00.000Z"))).toEqual({
      LOBBY_AT: "2027-03-21T00:00:00Z",
      OPENS_AT: "2027-03-21T01:00:00Z",
      ORDER: "arrival",
    });
    expect(openingVars("draw", 0).DRAW_SECRET).toHaveLength(43);
  });

  it("has its numbers by the README's recipe", () => {
    // HMAC-SHA-256, test case 2 of RFC 4231: 5bdcc146bf60…
    expect(drawnNumber(Buffer.from("Jefe").toString("hex"), "what do ya want for nothing?")).toBe(0x5bdcc146bf60);
  });
});
