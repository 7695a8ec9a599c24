import { afterEach, describe, expect, it } from "vitest";
import { countInversions } from "../../../local/crowd/inversions.ts";
import { type CrowdPlan, sendCrowd } from "../../../local/crowd/send-crowd.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";
import { type FakeRoom, type FakeRoomOptions, startFakeRoom } from "./fake-room.ts";

const rooms: FakeRoom[] = [];

afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});

async function aRoom(options: FakeRoomOptions = {}): Promise<FakeRoom> {
  const room = await startFakeRoom(options);
  rooms.push(room);
  return room;
}

async function send(room: FakeRoom, overrides: Partial<CrowdPlan> = {}) {
  const plan = { visitors: 1, arriveSeconds: 0, visitSeconds: 0, leavers: 0, limitSeconds: 20, ...overrides };
  const crowd = sendCrowd([room.url], plan, { retryMs: 10 });
  return { journeys: await crowd.journeys, tally: crowd.tally, seconds: crowd.clock.nowMs() / 1000 };
}

function count(journeys: readonly Journey[], kind: Journey["kind"]): number {
  return journeys.filter((journey) => journey.kind === kind).length;
}

describe("a crowd", () => {
  it("goes the whole way: page, asks, shop, visit, registration", async () => {
    const room = await aRoom({ admits: (_, asks) => asks === 3 });
    const { journeys, tally } = await send(room);
    expect(room.seen).toEqual([
      "GET / -",
      "GET / status",
      "GET / status; asked",
      "GET / status; asked",
      "GET / -",
      "GET /style.css -",
      "GET /terms -",
      "GET /distances -",
      "GET /register -",
      "POST /register -",
    ]);
    expect(journeys).toMatchObject([{ kind: "admitted", number: 1, toldMs: 20 }]);
    expect(tally).toEqual({ polls: 3, waiting: 0, admitted: 1, vanished: 0, errors: new Map() });
  });

  it("is let in at its first ask, with every cookie it was given and without those that were cleared", async () => {
    const room = await aRoom();
    const { journeys } = await send(room);
    expect(journeys).toMatchObject([{ kind: "admitted", number: 1, toldMs: 20 }]);
    expect(room.cookies.slice(0, 3)).toEqual(["", "corral-ticket-main=e30.eyJudW0iOjF9.c2ln", "corral-pass-main=yes"]);
  });

  it("loses nobody, whoever comes, when everybody is let in", async () => {
    const room = await aRoom({ admits: (_, asks) => asks === 2 });
    const { journeys, tally } = await send(room, { visitors: 300, arriveSeconds: 0.2, visitSeconds: 0.05 });
    expect(count(journeys, "admitted")).toBe(300);
    expect(tally).toEqual({ polls: 600, waiting: 0, admitted: 300, vanished: 0, errors: new Map() });
  });

  it("numbers who is seated at once by the time of his arrival, in µs", async () => {
    const room = await aRoom({ misbehave: (_, response) => response.end("<h1>Shop</h1>") !== undefined });
    const beforeMs = Date.now();
    const { journeys } = await send(room);
    const [journey] = journeys;
    if (journey?.kind !== "admitted") throw new Error("the visitor was not let in");
    expect(journey.toldMs).toBe(0);
    expect(journey.number).toBeGreaterThanOrEqual(beforeMs * 1000);
    expect(journey.number).toBeLessThanOrEqual(Date.now() * 1000);
  });

  it("counts as lost who keeps asking and is never let in, once the limit is reached", async () => {
    const room = await aRoom({ admits: (number) => number !== 2 });
    const { journeys, tally, seconds } = await send(room, { visitors: 3, limitSeconds: 1 });
    expect([count(journeys, "admitted"), count(journeys, "lost")]).toEqual([2, 1]);
    expect(tally.errors.size).toBe(0);
    expect(seconds).toBeLessThan(5);
  });

  it("ends at the limit even when the server never answers", async () => {
    const room = await aRoom({ misbehave: () => true });
    const { journeys, tally, seconds } = await send(room, { visitors: 100, limitSeconds: 1 });
    expect(count(journeys, "lost")).toBe(100);
    expect(tally.errors.size).toBe(0);
    expect(seconds).toBeLessThan(5);
  });

  it("counts a 5xx to a page or a poll, and tries again", async () => {
    let requests = 0;
    const room = await aRoom({
      misbehave: (_, response) => {
        requests += 1;
        if (requests !== 1 && requests !== 3) return false;
        response.writeHead(500).end("broken");
        return true;
      },
    });
    const { journeys, tally } = await send(room);
    expect(count(journeys, "admitted")).toBe(1);
    expect([...tally.errors]).toEqual([
      ["page 500", 1],
      ["poll 500", 1],
    ]);
  });

  it("does not mind a 5xx to a stylesheet", async () => {
    const room = await aRoom({
      misbehave: (request, response) => request.url === "/style.css" && response.writeHead(503).end() !== undefined,
    });
    const { tally } = await send(room);
    expect(tally.errors.size).toBe(0);
  });

  it("counts a connection that is cut, and tries again", async () => {
    let requests = 0;
    const room = await aRoom({
      misbehave: (request) => {
        requests += 1;
        if (requests === 1) request.socket.destroy();
        return requests === 1;
      },
    });
    const { journeys, tally } = await send(room);
    expect(count(journeys, "admitted")).toBe(1);
    expect([...tally.errors]).toEqual([["connection closed", 1]]);
  });

  it("counts a poll that is answered with a page", async () => {
    let polls = 0;
    const room = await aRoom({
      misbehave: (request, response) => {
        if (request.headers.corral === undefined) return false;
        polls += 1;
        if (polls === 1) response.end("<h1>Shop</h1>");
        return polls === 1;
      },
    });
    const { tally } = await send(room);
    expect([...tally.errors]).toEqual([["poll 200 without JSON", 1]]);
  });

  it("counts it when a visitor is sent back to wait in the middle of his visit, and he waits again", async () => {
    let hits = 0;
    const room = await aRoom({
      misbehave: (request, response) => {
        if (request.url !== "/terms") return false;
        hits += 1;
        if (hits > 1) return false;
        response.writeHead(200, { "Corral-State": "waiting", "Retry-After": "0.01" }).end();
        return true;
      },
    });
    const { journeys, tally } = await send(room);
    expect([...tally.errors]).toEqual([["sent back to wait during the visit", 1]]);
    expect(room.seen.at(-1)).toBe("POST /register -");
    expect(journeys.map((journey) => journey.kind)).toEqual(["admitted"]);
    expect(tally.admitted).toBe(1);
  });

  it("lets leavers vanish while they wait, without another word", async () => {
    const room = await aRoom({ admits: () => false });
    const { journeys, tally } = await send(room, { visitors: 50, leavers: 1 });
    expect(count(journeys, "vanished")).toBe(50);
    expect(tally).toMatchObject({ waiting: 0, admitted: 0, vanished: 50 });
  });

  it("shows who was let in before whom", async () => {
    let secondIsIn = false;
    const room = await aRoom({
      admits: (number) => {
        if (number === 2) secondIsIn = true;
        return number === 2 || secondIsIn;
      },
      askAgainSeconds: 0.05,
    });
    const { journeys } = await send(room, { visitors: 2, arriveSeconds: 0.1 });
    const admitted = journeys.filter((journey) => journey.kind === "admitted");
    expect(countInversions(admitted.map((journey) => ({ ...journey, slackMs: 0 })))).toBe(1);
  });

  it("follows a redirect after it was let in", async () => {
    let redirected = 0;
    const room = await aRoom({
      misbehave: (request, response) => {
        if (request.url !== "/terms") return false;
        redirected += 1;
        response.writeHead(303, { Location: "http://127.0.0.1:1/moved?to=here#there" }).end();
        return true;
      },
    });
    const { tally } = await send(room);
    expect(redirected).toBe(1);
    expect(room.seen).toContain("GET /moved?to=here -");
    expect(tally.errors.size).toBe(0);
  });
});
