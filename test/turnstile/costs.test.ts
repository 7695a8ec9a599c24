// The costs of the verbs, and how well the sketch gives a place, on real Redis, in virtual time.

import { beforeEach, describe, expect, it } from "vitest";
import { readPlace } from "../../src/domain/place.ts";
import type { Room } from "../../src/domain/room.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import { BATCH_MOST, type Batch, NO_WAITS, type Turnstile } from "../../src/turnstile/turnstile.ts";
import { aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";

const NOW = 1_800_000_000_000;
const KNOWN = { epoch: anEpoch(), seats: 0 };
const NOTHING: Batch = { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };

const stack = useRedisStack();
let turnstile: Turnstile;
beforeEach(() => stack.front.wipe());

/** A room whose scripts Redis has seen before: the first EVALSHA of a script is billed twice, once in its life. */
async function open(room: Room): Promise<void> {
  turnstile = redisTurnstile({ ...stack.link, room, mintEpoch: () => anEpoch() });
  const stranger = aVisitor("stranger");
  await turnstile.turn(NOTHING, KNOWN, NOW - 60_000);
  await turnstile.arrive({ visitor: stranger, number: 1, who: "ticket", toldToWait: 0 }, KNOWN, NOW - 60_000);
  const renewal = { visitor: stranger, expiresAtMs: NOW, passEpoch: anEpoch(), lapsedSeat: "keep" } as const;
  await turnstile.renew(renewal, KNOWN, NOW - 60_000);
  await turnstile.release({ visitor: stranger, passEpoch: null }, KNOWN, NOW - 60_000);
  await turnstile.turn(NOTHING, KNOWN, NOW - 1000);
}

async function billOf(run: () => Promise<unknown>): Promise<number> {
  const before = await stack.front.billed();
  await run();
  return (await stack.front.billed()) - before;
}

async function lineUp(numbers: readonly number[], atMs: number): Promise<void> {
  for (let from = 0; from < numbers.length; from += BATCH_MOST) {
    const present = numbers.slice(from, from + BATCH_MOST).map((number, i) => ({ visitor: member(from + i), number }));
    await turnstile.turn({ ...NOTHING, present }, KNOWN, atMs);
  }
}

function member(index: number): VisitorId {
  return aVisitor(`m${index}`);
}

describe("billed commands", () => {
  it("are at most 10 for a newcomer let into an open room, and 6 for a call taken up", async () => {
    await open(aRoom({ capacity: 2, inflowPerMinute: 6000 }));
    const newcomer = { visitor: aVisitor("new"), number: NOW * 1000, who: "newcomer", toldToWait: 0 } as const;
    expect(await billOf(() => turnstile.arrive(newcomer, KNOWN, NOW))).toBeLessThanOrEqual(10);
    await turnstile.turn({ ...NOTHING, present: [{ visitor: member(1), number: 1 }] }, KNOWN, NOW + 1000);
    const call = { visitor: member(1), number: 1, who: "ticket", toldToWait: 0 } as const;
    expect(await billOf(() => turnstile.arrive(call, KNOWN, NOW + 1500))).toBeLessThanOrEqual(6);
  });

  it("are 3 for a renewal", async () => {
    await open(aRoom());
    const [visitor, passEpoch] = [aVisitor("new"), anEpoch()];
    await turnstile.arrive({ visitor, number: 1, who: "newcomer", toldToWait: 0 }, KNOWN, NOW);
    await turnstile.turn({ ...NOTHING, confirmed: [{ visitor, expiresAtMs: NOW + 600_000 }] }, KNOWN, NOW);
    const renewal = { visitor, expiresAtMs: NOW + 900_000, passEpoch, lapsedSeat: "keep" } as const;
    expect(await billOf(() => turnstile.renew(renewal, KNOWN, NOW + 300_000))).toBe(3);
  });

  it("are at most 10 for an isolate's batch between housekeepings", async () => {
    await open(aRoom({ capacity: 50 }));
    await lineUp(
      Array.from({ length: 100 }, (_, i) => i),
      NOW,
    );
    await turnstile.turn({ ...NOTHING, confirmed: [{ visitor: member(49), expiresAtMs: NOW + 9000 }] }, KNOWN, NOW);
    await turnstile.turn(NOTHING, KNOWN, NOW + 1000);
    const batch = {
      present: Array.from({ length: 40 }, (_, i) => ({ visitor: member(60 + i), number: 60 + i })),
      confirmed: Array.from({ length: 40 }, (_, i) => ({ visitor: member(i), expiresAtMs: NOW + 600_000 })),
      restored: [],
      toldToWait: 5,
      waits: { estimated: 3, held: 2 },
    };
    expect(await billOf(() => turnstile.turn(batch, KNOWN, NOW + 1500))).toBeLessThanOrEqual(10);
  });

  it.each([100, 5000])(
    "are at most 55 for a batch with everything that house can need, with %i in line",
    async (length) => {
      await open(aRoom({ capacity: 60, sessionSeconds: 75 }));
      await lineUp(
        Array.from({ length }, (_, i) => i),
        NOW,
      );
      for (let i = 0; i < 50; i++) {
        await turnstile.arrive({ visitor: member(i), number: i, who: "ticket", toldToWait: 0 }, KNOWN, NOW + 100);
      }
      const confirmed = Array.from({ length: 20 }, (_, i) => ({ visitor: member(i), expiresAtMs: NOW + 85_000 }));
      await turnstile.turn({ ...NOTHING, confirmed }, KNOWN, NOW + 200);
      const present = Array.from({ length: 50 }, (_, i) => ({ visitor: member(70 + i), number: 70 + i }));
      for (let atMs = NOW + 1000; atMs < NOW + 84_000; atMs += 1000) {
        await turnstile.turn({ ...NOTHING, present }, KNOWN, atMs);
      }
      // Seats expire, calls lapse, some for the first time and reported, people are silent, and the free seats are
      // called.
      const all = {
        ...NOTHING,
        present,
        toldToWait: 3,
        confirmed: [{ visitor: member(70), expiresAtMs: NOW + 600_000 }],
      };
      const most = await billOf(() => turnstile.turn(all, KNOWN, NOW + 86_000));
      expect(most).toBeLessThanOrEqual(55);
      expect(most).toBeGreaterThan(30);
    },
  );
});

describe("the rank sketch", () => {
  const uniform = (length: number) => Array.from({ length }, (_, i) => NOW * 1000 + i * 1000);
  const burstThenTrickle = (length: number) =>
    Array.from(
      { length },
      (_, i) => NOW * 1000 + (i < length * 0.8 ? i * 50 : length * 40 + (i - length * 0.8) * 90_000),
    );
  const draw = (length: number) => Array.from({ length }, (_, i) => (i * 2_654_435_761) % 1_000_000_007);

  it.each([
    ["uniform arrivals", uniform],
    ["a burst and then a trickle", burstThenTrickle],
    ["numbers of a draw", draw],
  ])("tells every place within 5 % or 2 places, with %s", async (_, numbersOf) => {
    await open(aRoom({ capacity: 0 }));
    const numbers = numbersOf(6000);
    await lineUp(numbers, NOW);
    for (let second = 1; second <= 14; second++) await turnstile.turn(NOTHING, KNOWN, NOW + second * 1000);
    const { snapshot } = await turnstile.turn(NOTHING, KNOWN, NOW + 15_000);
    const sorted = [...numbers].sort((a, b) => a - b);
    const off = sorted.filter((number, rank) => {
      const error = Math.abs(readPlace(snapshot.sketch, number) - (rank + 1));
      return error > 2 && error > 0.05 * (rank + 1);
    });
    expect(off).toEqual([]);
    expect(sorted.slice(0, 64).map((number) => readPlace(snapshot.sketch, number))).toEqual(
      Array.from({ length: 64 }, (_, i) => i + 1),
    );
  });

  it("keeps telling places right while people are called", async () => {
    await open(aRoom({ capacity: 6000, inflowPerMinute: 6000 }));
    const numbers = uniform(4000);
    await lineUp(numbers, NOW);
    for (let second = 1; second <= 13; second++) await turnstile.turn(NOTHING, KNOWN, NOW + second * 1000);
    const { snapshot } = await turnstile.turn(NOTHING, KNOWN, NOW + 14_000);
    const ahead = 4000 - snapshot.waiting;
    expect(ahead).toBeGreaterThan(1000);
    for (const index of [ahead, ahead + 100, ahead + 700, 3000, 3999]) {
      const place = index - ahead + 1;
      const error = Math.abs(readPlace(snapshot.sketch, numbers[index] ?? 0) - place);
      expect(error).toBeLessThanOrEqual(Math.max(2, place * 0.05));
    }
  });
});
