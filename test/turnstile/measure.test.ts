// The figures that a turn measures, on real Redis, in virtual time: the estimates of waits rest on them.

import { beforeEach, describe, expect, it } from "vitest";
import type { Room } from "../../src/domain/room.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import type { Turnstile } from "../../src/turnstile/turnstile.ts";
import { aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";
import { aBatch, KNOWN, NOW } from "./under-test.ts";

const stack = useRedisStack();
beforeEach(() => stack.front.wipe());

function open(overrides: Partial<Room>): Turnstile {
  return redisTurnstile({ ...stack.link, room: aRoom(overrides), mintEpoch: () => anEpoch() });
}

function members(name: string, count: number): VisitorId[] {
  return Array.from({ length: count }, (_, i) => aVisitor(`${name}${i}`));
}

function showing(visitors: readonly VisitorId[]) {
  return aBatch({ present: visitors.map((visitor, i) => ({ visitor, number: i })) });
}

describe("how many leave the line", () => {
  it("is told by who has been silent for a claim, and then by who was dropped", async () => {
    const turnstile = open({ capacity: 0 });
    const [stay, vanish] = [members("stays", 30), members("goes", 10)];
    await turnstile.turn(showing([...stay, ...vanish]), KNOWN, NOW);
    const at = async (second: number) => (await turnstile.turn(showing(stay), KNOWN, NOW + second * 1000)).snapshot;
    for (let second = 1; second < 75; second++) await at(second);
    expect(await at(75)).toMatchObject({ silentShare: 0.25 });
    for (let second = 76; second < 95; second++) await at(second);
    // Ten of forty within the twenty seconds in which it could be seen.
    expect((await at(95)).leavingPerSecond).toBeCloseTo(10 / (40 * 20), 3);
    for (let second = 96; second < 120; second++) await at(second);
    const dropped = await at(120);
    expect(dropped).toMatchObject({ waiting: 30, silentShare: 0 });
    expect(dropped.leavingPerSecond).toBeGreaterThan(10 / (40 * 46));
  });

  it("counts who leaves by himself", async () => {
    const turnstile = open({ capacity: 0 });
    const stay = members("stays", 10);
    for (let second = 0; second <= 80; second++) await turnstile.turn(showing(stay), KNOWN, NOW + second * 1000);
    await turnstile.release({ visitor: aVisitor("stays0"), passEpoch: null }, KNOWN, NOW + 80_500);
    const { snapshot } = await turnstile.turn(aBatch(), KNOWN, NOW + 81_000);
    expect(snapshot.leavingPerSecond).toBeCloseTo(1 / 59, 2);
  });
});

describe("how long seats are kept", () => {
  it("is told after 80 s and a turnover, the calls that lapsed among them", async () => {
    const turnstile = open({ capacity: 10, sessionSeconds: 20, claimSeconds: 10 });
    const line = members("runner", 100);
    const keptAt = async (second: number) => {
      const { snapshot } = await turnstile.turn(showing(line.slice(0, 90)), KNOWN, NOW + second * 1000);
      return snapshot.seatKeptSeconds;
    };
    for (let second = 0; second < 80; second++) expect(await keptAt(second)).toBeNull();
    // These calls are not taken up; each is kept for a claim and ten seconds of late batches.
    expect(await keptAt(80)).toBe(20);
    for (let second = 81; second < 90; second++) await keptAt(second);
    expect(await keptAt(90)).toBe(20);
  });
});
