// Only Redis can show this of the scripts: that every key ends some day, that nonsense is refused, that visits are
// counted.

import { beforeEach, describe, expect, it } from "vitest";
import { readPlace } from "../../src/domain/place.ts";
import type { Room } from "../../src/domain/room.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import type { Batch, Known, Turnstile } from "../../src/turnstile/turnstile.ts";
import { NO_WAITS } from "../../src/turnstile/turnstile.ts";
import { aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";

const NOW = 1_800_000_000_000;
const KNOWN: Known = { epoch: anEpoch(), seats: 0 };
const NOTHING: Batch = { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };
const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];
const DAY_MS = 86_400_000;
const SETS_END_MS = DAY_MS + 60_000;

const stack = useRedisStack();
let turnstile: Turnstile;
beforeEach(() => opened());

async function opened(overrides: Partial<Room> = {}): Promise<void> {
  await stack.front.wipe();
  turnstile = redisTurnstile({ ...stack.link, room: aRoom(overrides), mintEpoch: () => anEpoch() });
}

const arrive = (visitor: typeof anna, who: "newcomer" | "ticket", atMs = NOW) =>
  turnstile.arrive({ visitor, number: 1, who, toldToWait: 0 }, KNOWN, atMs);
const confirming = (visitor: typeof anna, expiresAtMs = NOW + 600_000): Batch => ({
  ...NOTHING,
  confirmed: [{ visitor, expiresAtMs }],
});

/** How long the keys of the room that exist have to live, to the minute. */
async function lives(): Promise<Record<string, number>> {
  const keys = await stack.redis.keys("corral:*");
  const entries = await Promise.all(
    keys.map(async (key) => {
      const leftMs = await stack.redis.pTTL(key);
      return [key.slice("corral:{main}:".length), leftMs < 0 ? leftMs : Math.ceil(leftMs / 60_000)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const SET = SETS_END_MS / 60_000;
const ROOM = (DAY_MS + 180_000) / 60_000;

describe("every key ends some day", () => {
  it("after an arrival that is called", async () => {
    await arrive(anna, "newcomer");
    expect(await lives()).toEqual({ called: SET, room: ROOM });
  });

  it("after one that is seated, and ends the seats that ran out", async () => {
    await opened({ admission: { kind: "redirect", targetUrl: "https://shop.example/" } });
    await arrive(anna, "newcomer");
    expect(await lives()).toEqual({ seats: SET, room: ROOM });
    await arrive(ben, "newcomer", NOW + 600_000);
    expect(await lives()).toEqual({ seats: SET, spent: SET, room: ROOM });
  });

  it("after one that waits", async () => {
    await opened({ capacity: 0 });
    await arrive(anna, "ticket");
    expect(await lives()).toEqual({ line: SET, seen: SET, room: ROOM });
  });

  it("after a batch between housekeepings that begins the line or the seats", async () => {
    await opened({ capacity: 2 });
    await turnstile.turn(NOTHING, KNOWN, NOW);
    await arrive(anna, "newcomer", NOW + 100);
    await turnstile.turn({ ...confirming(anna), present: [{ visitor: ben, number: 1 }] }, KNOWN, NOW + 200);
    expect(await lives()).toEqual({ line: SET, seen: SET, seats: SET, room: ROOM });
  });

  it("after a turn that keeps house", async () => {
    await opened({ capacity: 1, claimSeconds: 5 });
    for (let atMs = NOW; atMs < NOW + 31_000; atMs += 1000) {
      if ((atMs - NOW) % 15_000 === 0) await arrive(anna, "ticket", atMs);
      await turnstile.turn({ ...NOTHING, present: [{ visitor: ben, number: 5 }] }, KNOWN, atMs);
    }
    for (const key of await stack.redis.keys("corral:*")) await stack.redis.persist(key);
    await turnstile.turn(NOTHING, KNOWN, NOW + 31_000);
    expect(await lives()).toEqual({ called: SET, lapsed: SET, room: ROOM });
  });

  it("after a release, and after a renewal that puts a seat back", async () => {
    await arrive(anna, "newcomer");
    await turnstile.turn(confirming(anna, NOW + 1000), KNOWN, NOW);
    await turnstile.turn(NOTHING, KNOWN, NOW + 1000);
    const renewal = { expiresAtMs: NOW + 600_000, passEpoch: anEpoch(), lapsedSeat: "restore" } as const;
    await turnstile.renew({ ...renewal, visitor: anna }, KNOWN, NOW + 1100);
    expect(await lives()).toEqual({ seats: SET, room: ROOM });
    await turnstile.release({ visitor: anna, passEpoch: anEpoch() }, KNOWN, NOW + 1200);
    expect(await lives()).toEqual({ spent: SET, room: ROOM });
  });
});

describe("an argument that is no whole number", () => {
  const refused = { code: "refused" };

  it("is refused by every verb, and nothing is written", async () => {
    await opened({ capacity: 1.5 });
    const renewal = { visitor: anna, expiresAtMs: NOW, passEpoch: anEpoch(), lapsedSeat: "keep" } as const;
    await expect(turnstile.turn(NOTHING, KNOWN, NOW)).rejects.toMatchObject(refused);
    await expect(arrive(anna, "newcomer")).rejects.toMatchObject(refused);
    await expect(turnstile.renew(renewal, KNOWN, NOW)).rejects.toMatchObject(refused);
    await expect(turnstile.release({ visitor: anna, passEpoch: null }, KNOWN, NOW)).rejects.toMatchObject(refused);
    expect(await stack.redis.keys("corral:*")).toEqual([]);
  });
});

describe("visits that ended", () => {
  const ended = async () => Number(await stack.redis.hGet("corral:{main}:room", "ended"));

  it("count one for a seat that ran out, whoever ended it", async () => {
    for (const [round, visitor] of [anna, ben, cleo].entries()) {
      const atMs = NOW + round * 900;
      await arrive(visitor, "newcomer", atMs);
      expect(await ended()).toBeCloseTo(round, 1);
      await turnstile.turn(confirming(visitor, atMs + 900), KNOWN, atMs);
    }
    await turnstile.turn(NOTHING, KNOWN, NOW + 4000);
    expect(await ended()).toBeCloseTo(3, 0);
  });

  it("count one for a seat that was given up, and none for who had none", async () => {
    for (const visitor of [anna, ben]) {
      await arrive(visitor, "newcomer");
      await turnstile.turn(confirming(visitor), KNOWN, NOW);
      await turnstile.release({ visitor, passEpoch: anEpoch() }, KNOWN, NOW + 10);
    }
    await turnstile.release({ visitor: cleo, passEpoch: anEpoch() }, KNOWN, NOW + 20);
    expect(await ended()).toBe(2);
  });

  it("count one for a call that lapsed: its seat was kept as long", async () => {
    await opened({ claimSeconds: 5 });
    await arrive(anna, "newcomer");
    for (let atMs = NOW; atMs <= NOW + 15_000; atMs += 1000) await turnstile.turn(NOTHING, KNOWN, atMs);
    expect(await ended()).toBeCloseTo(1, 1);
  });

  it("tell how long one lasts, once enough of them has been seen", async () => {
    await opened({ capacity: 10 });
    const meanAt = async (second: number) => {
      const visitor = aVisitor(`v${second}`);
      const atMs = NOW + second * 1000;
      if (second % 5 === 0) await arrive(visitor, "newcomer", atMs);
      const { snapshot } = await turnstile.turn(confirming(visitor, atMs + 20_000), KNOWN, atMs);
      return snapshot.seatKeptSeconds;
    };
    for (let second = 0; second < 80; second++) expect(await meanAt(second)).toBeNull();
    for (let second = 80; second < 150; second++) await meanAt(second);
    const mean = await meanAt(150);
    expect(mean).toBeGreaterThan(17);
    expect(mean).toBeLessThan(25);
  });
});

describe("the sets", () => {
  it("have forgotten the last sign of life of who left the line with a seat put back", async () => {
    await turnstile.turn({ ...NOTHING, present: [{ visitor: anna, number: 1 }] }, KNOWN, NOW);
    const before = { epoch: anEpoch("before"), seats: 1 };
    await turnstile.turn({ ...NOTHING, present: [{ visitor: ben, number: 2 }] }, before, NOW + 1000);
    const restored = [{ visitor: ben, expiresAtMs: NOW + 600_000 }];
    await turnstile.turn({ ...NOTHING, restored }, KNOWN, NOW + 1100);
    expect(await stack.redis.zRange("corral:{main}:seen", 0, -1)).toEqual([]);
    expect(await stack.redis.zRange("corral:{main}:seats", 0, -1)).toEqual([ben]);
  });
});

describe("the told-to-wait counts", () => {
  it("are one for each two seconds, of the last eight and one more for clocks that are behind", async () => {
    for (let atMs = NOW; atMs < NOW + 60_000; atMs += 500)
      await turnstile.turn({ ...NOTHING, toldToWait: 1 }, KNOWN, atMs);
    const told = await stack.redis.hGet("corral:{main}:room", "told");
    expect(told?.split(" ").map((bucket) => bucket.split(":")[1])).toEqual(["4", "4", "4", "4", "4"]);
  });
});

describe("a place read off the sketch", () => {
  it("is right after people were let in one by one since a turn", async () => {
    await opened({ capacity: 100 });
    const seated = Array.from({ length: 100 }, (_, i) => aVisitor(`s${i}`));
    for (const visitor of seated) await arrive(visitor, "newcomer");
    await turnstile.turn(
      { ...NOTHING, confirmed: seated.map((visitor) => ({ visitor, expiresAtMs: NOW + 600_000 })) },
      KNOWN,
      NOW,
    );
    const present = Array.from({ length: 1000 }, (_, i) => ({ visitor: aVisitor(`w${i}`), number: 1000 * i }));
    for (let second = 1; second <= 12; second++)
      await turnstile.turn({ ...NOTHING, present }, KNOWN, NOW + second * 1000);
    for (const visitor of seated) await turnstile.release({ visitor, passEpoch: anEpoch() }, KNOWN, NOW + 12_100);
    for (const { visitor, number } of present.slice(0, 100)) {
      await turnstile.arrive({ visitor, number, who: "ticket", toldToWait: 0 }, KNOWN, NOW + 12_200);
    }
    const { snapshot } = await turnstile.turn(NOTHING, KNOWN, NOW + 13_000);
    expect(snapshot).toMatchObject({ called: 100, waiting: 900 });
    expect(readPlace(snapshot.sketch, 700_000)).toBeGreaterThan(601 * 0.95);
    expect(readPlace(snapshot.sketch, 700_000)).toBeLessThan(601 * 1.05);
  });

  it("is right again once most of a long line have gone, and what told of them is forgotten", async () => {
    await opened({ capacity: 0 });
    const line = Array.from({ length: 1100 }, (_, i) => ({ visitor: aVisitor(`w${i}`), number: 1000 * i }));
    await turnstile.turn({ ...NOTHING, present: line }, KNOWN, NOW);
    const present = line.filter((_, i) => i % 10 === 0 || i > 900);
    for (let second = 1; second <= 135; second++) {
      await turnstile.turn({ ...NOTHING, present }, KNOWN, NOW + second * 1000);
    }
    const { snapshot } = await turnstile.turn(NOTHING, KNOWN, NOW + 136_000);
    expect(snapshot.waiting).toBe(290);
    expect(readPlace(snapshot.sketch, 1_099_000)).toBe(290);
    for (const [index, { number }] of present.entries()) {
      expect(Math.abs(readPlace(snapshot.sketch, number) - (index + 1))).toBeLessThanOrEqual(Math.max(2, index * 0.05));
    }
    const fields = await stack.redis.hKeys("corral:{main}:room");
    const slices = Number(await stack.redis.hGet("corral:{main}:room", "slices"));
    expect(fields.filter((name) => /^slice\d/.test(name))).toHaveLength(slices);
    expect(slices).toBeLessThan(5);
  });
});
