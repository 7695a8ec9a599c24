import { createClient } from "@redis/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../../local/crowd/crowd-stack.ts";
import { runCrowd } from "../../../local/crowd/run-crowd.ts";
import { type RunningRedis, startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../../../local/upstash/server.ts";
import { type FakeRoom, startFakeRoom } from "./fake-room.ts";

const PLAN = { visitors: 20, arriveSeconds: 0.1, visitSeconds: 0.1, leavers: 0, limitSeconds: 20 };

let redis: RunningRedis;
let front: UpstashFront;
let room: FakeRoom;

beforeEach(async () => {
  redis = await startRedis();
  front = await startUpstashFront({ redisUrl: redis.url, token: "a-token-for-this-test" });
});

afterEach(async () => {
  await room.close();
  await front.close();
  await redis.stop();
});

function aStack(): Stack {
  return { workerUrls: [room.url], redisUrl: redis.url, room: "main", front, async stop() {} };
}

async function hold(seats: number, calls: number): Promise<void> {
  const client = createClient({ url: redis.url });
  await client.connect();
  for (let index = 0; index < seats; index += 1)
    await client.zAdd("corral:{main}:seats", { score: 1, value: `s${index}` });
  for (let index = 0; index < calls; index += 1)
    await client.zAdd("corral:{main}:called", { score: 1, value: `c${index}` });
  client.destroy();
}

describe("a run", () => {
  it("reports what the crowd met, and bills nothing for having looked", async () => {
    room = await startFakeRoom({ admits: (_, asks) => asks === 2 });
    const { report, samples } = await runCrowd({ stack: aStack(), plan: PLAN, capacity: 10 });
    expect(report).toMatchObject({ visitors: 20, admitted: 20, lost: 0, errors: 0, polls: 40, peakSeats: 0 });
    expect(samples.count).toBeGreaterThan(2);
    expect(report.billed).toBe(0);
  });

  it("sees seats and calls together, and how much of the capacity was used while people waited", async () => {
    room = await startFakeRoom({ admits: (_, asks) => asks === 10 });
    await hold(6, 3);
    const { report } = await runCrowd({ stack: aStack(), plan: PLAN, capacity: 8 });
    expect(report).toMatchObject({ peakSeats: 9, seatUse: 0.75, billed: 0 });
  });

  it("counts no use of seats while nobody waits", async () => {
    room = await startFakeRoom({ misbehave: (_, response) => response.end("<h1>Shop</h1>") !== undefined });
    await hold(6, 0);
    const { report } = await runCrowd({ stack: aStack(), plan: PLAN, capacity: 8 });
    expect(report).toMatchObject({ peakSeats: 6, seatUse: 0 });
  });

  it("bills what the room itself asked of Redis", async () => {
    const call = (command: readonly string[]) =>
      fetch(front.url, {
        method: "POST",
        headers: { Authorization: `Bearer ${front.token}` },
        body: JSON.stringify(command),
      });
    room = await startFakeRoom({
      misbehave: (request, response) => {
        if (request.url !== "/terms") return false;
        call(["SET", "key", "value"]).then(() => response.end());
        return true;
      },
    });
    const { report } = await runCrowd({ stack: aStack(), plan: PLAN, capacity: 10 });
    expect(report).toMatchObject({ billed: 20, billedPerVisitor: 1 });
  });
});
