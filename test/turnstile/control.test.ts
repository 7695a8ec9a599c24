// The operator's hand on the gate, on real Redis.

import { beforeEach, describe, expect, it } from "vitest";
import type { ControlChange } from "../../src/domain/control.ts";
import type { Room } from "../../src/domain/room.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import type { Known, Operator, Turnstile } from "../../src/turnstile/turnstile.ts";
import { anOpening, aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";
import { aBatch, aNewcomer, aTicket, NOW, numberFrom, showing } from "./under-test.ts";

const NOTHING_KNOWN: Known = { epoch: null, seats: null };
const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];

const stack = useRedisStack();
let turnstile: Turnstile & Operator;
beforeEach(() => opened({ capacity: 2 }));

async function opened(overrides: Partial<Room>): Promise<void> {
  await stack.front.wipe();
  turnstile = redisTurnstile({ ...stack.link, room: aRoom(overrides), mintEpoch: () => anEpoch() });
}

const change = (what: ControlChange, atMs = NOW) =>
  turnstile.change(
    { change: what, entry: JSON.stringify([what, atMs]), when: "always", sinceMs: atMs },
    NOTHING_KNOWN,
    atMs,
  );
const turn = async (atMs: number, batch = aBatch()) => (await turnstile.turn(batch, NOTHING_KNOWN, atMs)).snapshot;

describe("a live setting", () => {
  it("stands in every snapshot, over the env var, until it is given back", async () => {
    expect((await turn(NOW)).control).toEqual({
      state: "open",
      capacity: null,
      inflowPerMinute: null,
      why: null,
      message: null,
      changedAtMs: null,
    });
    await change({ capacity: 7, inflowPerMinute: 30, message: "Bring your number" }, NOW + 100);
    expect((await turn(NOW + 200)).control).toEqual({
      state: "open",
      capacity: 7,
      inflowPerMinute: 30,
      why: null,
      message: "Bring your number",
      changedAtMs: NOW + 100,
    });
    await change({ capacity: null, inflowPerMinute: "unlimited" }, NOW + 300);
    expect((await turn(NOW + 400)).control).toMatchObject({
      capacity: null,
      inflowPerMinute: "unlimited",
      message: "Bring your number",
    });
  });

  it("of capacity counts from the next script on, up and down", async () => {
    await turn(NOW, showing(anna, ben, cleo));
    await change({ capacity: 3 });
    expect(await turn(NOW + 1000)).toMatchObject({ called: 3, waiting: 0 });
    await opened({ capacity: 2 });
    await change({ capacity: 0 });
    expect(await turnstile.arrive(aNewcomer(anna), NOTHING_KNOWN, NOW)).toMatchObject({ kind: "told-to-wait" });
    await turn(NOW + 1000, showing(anna, ben));
    expect(await turn(NOW + 2000)).toMatchObject({ called: 0, waiting: 2 });
  });

  it("of capacity is not lowered by the ramp of an isolate whose clock is behind: no call is taken back", async () => {
    const opening = anOpening({ opensAtMs: NOW - 58_000, rampSeconds: 100 });
    await opened({ capacity: 2, calendar: { opening, closesAtMs: null } });
    await change({ capacity: 4 }, NOW - 7000);
    await turn(NOW - 6000, showing(anna, ben, cleo));
    // At half of the ramp three seats of four, ten seconds before it two.
    expect(await turn(NOW - 1000)).toMatchObject({ called: 3 });
    expect(await turnstile.arrive(aTicket(cleo), NOTHING_KNOWN, NOW - 10_000)).toMatchObject({ kind: "called" });
  });

  it("of inflow meters a room that had none, and lifts the limit of one that had", async () => {
    await opened({ capacity: 100 });
    await change({ inflowPerMinute: 6 });
    for (const visitor of [anna, ben, cleo]) await turnstile.arrive(aNewcomer(visitor), NOTHING_KNOWN, NOW);
    expect(await stack.redis.zCard("corral:{main}:called")).toBe(1);
    await opened({ capacity: 100, inflowPerMinute: 1 });
    await change({ inflowPerMinute: "unlimited" });
    for (const visitor of [anna, ben, cleo]) await turnstile.arrive(aNewcomer(visitor), NOTHING_KNOWN, NOW);
    expect(await stack.redis.zCard("corral:{main}:called")).toBe(3);
  });

  it("outlives the room's own data: a sold-out room does not reopen by itself", async () => {
    await turn(NOW);
    await change({ state: "soldout", capacity: 9, why: "All places are gone" });
    await stack.redis.del("corral:{main}:room");
    expect(await turnstile.arrive(aNewcomer(anna), NOTHING_KNOWN, NOW)).toMatchObject({ kind: "told-to-wait" });
    expect((await turn(NOW + 1000)).control).toMatchObject({
      state: "soldout",
      capacity: 9,
      why: "All places are gone",
    });
    expect(await stack.redis.pTTL("corral:{main}:control")).toBe(-1);
  });
});

describe.each(["paused", "soldout"] as const)("a room that is %s", (state) => {
  it("calls nobody and seats nobody, and who has not heard of his call goes back to his place", async () => {
    await turn(NOW, showing(anna));
    expect(await turn(NOW + 1000, showing(anna))).toMatchObject({ called: 1 });
    await change({ state });
    expect(await turnstile.arrive(aTicket(anna), NOTHING_KNOWN, NOW + 1500)).toMatchObject({
      kind: "waiting",
      place: 1,
    });
    expect(await turnstile.arrive(aNewcomer(ben), NOTHING_KNOWN, NOW + 1500)).toMatchObject({ kind: "told-to-wait" });
    expect(await turnstile.arrive(aTicket(cleo), NOTHING_KNOWN, NOW + 1500)).toMatchObject({ kind: "waiting" });
    for (let second = 2; second < 20; second++) {
      const batch = showing(anna, cleo);
      expect(await turn(NOW + second * 1000, batch)).toMatchObject({ called: 0, waiting: 2, openSeats: 0 });
    }
    await change({ state: "open" });
    expect(await turnstile.arrive(aTicket(anna), NOTHING_KNOWN, NOW + 20_000)).toMatchObject({ kind: "called" });
  });

  it("leaves those who are in their seats, and extends them", async () => {
    await turnstile.arrive(aNewcomer(anna), NOTHING_KNOWN, NOW);
    const confirmed = [{ visitor: anna, expiresAtMs: NOW + 60_000 }];
    await turn(NOW + 1000, aBatch({ confirmed }));
    await change({ state });
    const renewal = { visitor: anna, expiresAtMs: NOW + 90_000, passEpoch: anEpoch(), lapsedSeat: "keep" } as const;
    expect(await turnstile.renew(renewal, NOTHING_KNOWN, NOW + 2000)).toMatchObject({ kind: "renewed" });
    expect(await turn(NOW + 2000)).toMatchObject({ seats: 1 });
  });
});

describe("the log", () => {
  it("keeps the last 200 changes, the newest first", async () => {
    for (let changes = 1; changes <= 205; changes++) {
      const order = {
        change: { capacity: changes },
        entry: `change ${changes}`,
        when: "always",
        sinceMs: NOW,
      } as const;
      await turnstile.change(order, NOTHING_KNOWN, NOW);
    }
    const log = await turnstile.readLog(NOTHING_KNOWN, NOW);
    expect([log.length, log[0], log.at(-1)]).toEqual([200, "change 205", "change 6"]);
  });

  it("is empty before the first", async () => {
    expect(await turnstile.readLog(NOTHING_KNOWN, NOW)).toEqual([]);
  });
});

describe("a change", () => {
  const order = (when: "once" | "lost", entry: string) =>
    turnstile.change({ change: { state: "soldout" }, entry, when, sinceMs: NOW }, NOTHING_KNOWN, NOW + 1000);

  it("that the origin says again and again is one", async () => {
    for (const entry of ["first", "second", "third"]) await order("once", entry);
    expect(await turnstile.readLog(NOTHING_KNOWN, NOW)).toEqual(["first"]);
  });

  it("that the origin asked for before the operator's last is none: his hand counts", async () => {
    await change({ state: "open" }, NOW + 500);
    await order("once", "too late");
    expect((await turn(NOW + 2000)).control.state).toBe("open");
    await change({ state: "open" }, NOW);
    await order("once", "in time");
    expect((await turn(NOW + 3000)).control.state).toBe("soldout");
  });

  it("that was lost is made again only where none is known", async () => {
    await order("lost", "told again");
    expect((await turn(NOW + 2000)).control.state).toBe("soldout");
    await change({ state: "open" }, NOW + 3000);
    await order("lost", "told once more");
    expect((await turn(NOW + 4000)).control.state).toBe("open");
  });

  it("whose answer was lost stands in the log once", async () => {
    await change({ capacity: 5 });
    await change({ capacity: 5 });
    expect(await turnstile.readLog(NOTHING_KNOWN, NOW)).toHaveLength(1);
  });

  it("to a lower inflow leaves nothing of the bucket of the higher", async () => {
    await opened({ capacity: 1000, inflowPerMinute: 6000 });
    await turn(NOW);
    await change({ inflowPerMinute: 6 });
    for (const visitor of [anna, ben, cleo]) await turnstile.arrive(aNewcomer(visitor), NOTHING_KNOWN, NOW + 1000);
    expect(await stack.redis.zCard("corral:{main}:called")).toBe(1);
  });

  it("to fewer seats than are called sends back who has not heard of his call, in order", async () => {
    await opened({ capacity: 3 });
    await turn(NOW, showing(anna, ben, cleo));
    await turn(NOW + 1000, showing(anna, ben, cleo));
    await change({ capacity: 1 }, NOW + 1500);
    const numberOf = (at: number) => numberFrom(60_000 - at);
    const ask = (visitor: typeof anna, at: number) =>
      turnstile.arrive(aTicket(visitor, numberOf(at)), NOTHING_KNOWN, NOW + 2000);
    expect(await ask(cleo, 2)).toMatchObject({ kind: "waiting" });
    expect(await ask(ben, 1)).toMatchObject({ kind: "waiting" });
    expect(await ask(anna, 0)).toMatchObject({ kind: "called" });
  });
});
