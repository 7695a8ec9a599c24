import { describe, expect, it } from "vitest";
import type { Pass } from "../../src/domain/pass.ts";
import type { Room } from "../../src/domain/room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { aDesk, type DeskUnderTest, sharedTurnstile } from "../support/desk/a-desk.ts";

const START = 1_800_000_000_000;
const anna = aVisitor("anna");
const SESSION_MS = 600_000;

function aPass(overrides: Partial<Pass> = {}): Pass {
  return {
    room: "main",
    visitor: anna,
    issuedAtMs: START,
    expiresAtMs: START + SESSION_MS,
    sinceMs: START,
    epoch: anEpoch(),
    stage: "full",
    ...overrides,
  };
}

/** A desk whose room has called anna a moment ago. */
async function aDeskThatCalled(overrides: Partial<Room> = {}): Promise<{ desk: DeskUnderTest; fresh: Pass }> {
  const desk = aDesk(overrides);
  await desk.welcome({ visitor: anna, number: START * 1000 }, "enter", desk.keepAlive);
  await desk.settle();
  desk.calls.length = 0;
  return { desk, fresh: aPass({ stage: "fresh", expiresAtMs: START + 75_000 }) };
}

const use = (desk: DeskUnderTest, pass: Pass, may: "replace" | "watch" = "replace") =>
  desk.usePass(pass, may, desk.keepAlive);

describe("a fresh pass", () => {
  it("is confirmed by the next turn, and swapped for a full one once that turn has been answered", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    expect(await use(desk, fresh)).toBeNull();
    await desk.clock.advance(1100);
    await desk.settle();
    expect(desk.calls).toEqual(["turn"]);
    expect(desk.turnstile.state().seats.get(anna)).toBe(START + SESSION_MS);
    expect(await use(desk, fresh)).toMatchObject({ stage: "full", expiresAtMs: START + SESSION_MS, sinceMs: START });
  });

  it("is not swapped while the answer to its turn is out", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    await use(desk, fresh);
    desk.cut("answers lost");
    await desk.clock.advance(1100);
    await desk.settle();
    expect(await use(desk, fresh)).toBeNull();
    desk.cut("good");
    await desk.clock.advance(2100);
    await use(desk, fresh);
    await desk.settle();
    expect(await use(desk, fresh)).toMatchObject({ stage: "full" });
  });

  it("is not swapped where the turnstile refused it", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    await desk.turnstile.release({ visitor: anna, passEpoch: null }, { epoch: null, seats: null }, START);
    await use(desk, fresh);
    await desk.clock.advance(1100);
    await desk.settle();
    expect(await use(desk, fresh)).toBeNull();
    expect(desk.turnstile.state().seats.size).toBe(0);
  });

  it("is confirmed exactly in the last third of the claim", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    await desk.clock.advance(51_000);
    expect(await use(desk, fresh)).toMatchObject({ stage: "full", expiresAtMs: START + 51_000 + SESSION_MS });
    expect(desk.calls[0]).toBe("renew");
  });

  it("only confirms where nothing may be replaced", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    await use(desk, fresh, "watch");
    await desk.clock.advance(1100);
    await desk.settle();
    expect(await use(desk, fresh, "watch")).toBeNull();
    expect(desk.turnstile.state().seats.has(anna)).toBe(true);
  });
});

describe("a full pass", () => {
  async function seated(overrides: Partial<Room> = {}): Promise<DeskUnderTest> {
    const { desk, fresh } = await aDeskThatCalled(overrides);
    await use(desk, fresh);
    await desk.clock.advance(1100);
    await desk.settle();
    desk.calls.length = 0;
    return desk;
  }

  it("is left alone in the first half of its life", async () => {
    const desk = await seated();
    expect(await use(desk, aPass())).toBeNull();
    expect(desk.calls).not.toContain("renew");
  });

  it("is renewed once past half of its life, however many requests show it at once", async () => {
    const desk = await seated();
    await desk.clock.advance(301_000);
    const renewed = await Promise.all(Array.from({ length: 10 }, () => use(desk, aPass())));
    expect(renewed.filter((pass) => pass !== null)).toHaveLength(1);
    expect(desk.calls.filter((verb) => verb === "renew")).toHaveLength(1);
    expect(desk.turnstile.state().seats.get(anna)).toBe(desk.clock.nowMs() + SESSION_MS);
  });

  it("is renewed up to the longest session and not beyond", async () => {
    const desk = await seated({ sessionMaxSeconds: 700 });
    await desk.clock.advance(400_000);
    expect(await use(desk, aPass())).toMatchObject({ expiresAtMs: START + 700_000 });
    desk.calls.length = 0;
    await desk.clock.advance(100_000);
    expect(await use(desk, aPass({ expiresAtMs: START + 700_000 }))).toBeNull();
    expect(desk.calls).not.toContain("renew");
  });

  it.each([
    ["renewal is off", { sessionRenewal: "off" }, aPass()],
    ["its seat's first pass was lost", {}, aPass({ stage: "last" })],
    ["its seat was given back", {}, aPass({ stage: "done" })],
  ] as const)("is never renewed where %s", async (_, overrides, pass) => {
    const desk = await seated(overrides);
    await desk.clock.advance(500_000);
    expect(await use(desk, pass)).toBeNull();
    expect(desk.calls).not.toContain("renew");
  });

  it("stays as it is when the renewal fails", async () => {
    const desk = await seated();
    await desk.clock.advance(301_000);
    desk.cut("down");
    expect(await use(desk, aPass())).toBeNull();
  });

  it("puts its seat back after a wipe, and is swapped for one of the new epoch", async () => {
    const { desk } = await aDeskThatCalled();
    const before = aPass({ visitor: aVisitor("ben"), epoch: anEpoch("before") });
    await desk.clock.advance(1100);
    expect(await use(desk, before)).toBeNull();
    await desk.settle();
    expect(desk.turnstile.state().seats.get(aVisitor("ben"))).toBe(START + SESSION_MS);
    expect(await use(desk, before)).toMatchObject({ epoch: anEpoch(), stage: "full", expiresAtMs: START + SESSION_MS });
  });
});

describe("giving up", () => {
  it("is tried again after the answer until it has been heard", async () => {
    const { desk } = await aDeskThatCalled();
    desk.cut("down");
    await desk.release(anna, anEpoch(), desk.keepAlive);
    expect(desk.turnstile.state().called.has(anna)).toBe(true);
    desk.cut("good");
    await desk.clock.advance(4100);
    await desk.settle();
    expect(desk.turnstile.state().spent.has(anna)).toBe(true);
  });

  it("is told once an outage is over that outlasted its retries", async () => {
    const { desk } = await aDeskThatCalled();
    desk.cut("down");
    await desk.release(anna, anEpoch(), (work) => void work);
    for (let second = 0; second < 10; second++) {
      await desk.clock.advance(1000);
      await desk.settle();
    }
    desk.cut("good");
    const ben = aPass({ visitor: aVisitor("ben") });
    for (let second = 0; second < 4; second++) {
      await use(desk, ben);
      await desk.clock.advance(1000);
      await desk.settle();
    }
    expect(desk.turnstile.state().spent.has(anna)).toBe(true);
  });

  it("is not undone by a confirmation this isolate had collected before", async () => {
    const { desk, fresh } = await aDeskThatCalled();
    await use(desk, fresh);
    await desk.release(anna, anEpoch(), desk.keepAlive);
    await desk.clock.advance(1100);
    await desk.settle();
    expect(desk.turnstile.state().seats.size).toBe(0);
  });
});

describe("a pass that ran out", () => {
  it("is good again if the seat is still there, or if a form asks for it", async () => {
    const turnstile = sharedTurnstile();
    const desk = aDesk({}, { turnstile });
    turnstile.state().room.epoch = anEpoch();
    turnstile.state().spent.set(anna, { untilMs: START + 9_000_000, by: "expiry" });
    await desk.clock.advance(SESSION_MS + 10_000);
    expect(await desk.reclaimSeat(aPass(), "keep", () => {})).toBe("gone");
    expect(await desk.reclaimSeat(aPass(), "restore", () => {})).toMatchObject({ stage: "full" });
    expect(await desk.reclaimSeat(aPass(), "keep", () => {})).toMatchObject({ stage: "full" });
  });

  it("says so when Redis could not be asked", async () => {
    const desk = aDesk();
    desk.cut("down");
    expect(await desk.reclaimSeat(aPass(), "restore", () => {})).toBe("outage");
  });

  it("is given grace and no more beyond the longest session", async () => {
    const turnstile = sharedTurnstile({ sessionMaxSeconds: 600 });
    const desk = aDesk({ sessionMaxSeconds: 600 }, { turnstile });
    turnstile.state().room.epoch = anEpoch();
    turnstile.state().spent.set(anna, { untilMs: START + 9_000_000, by: "expiry" });
    await desk.clock.advance(SESSION_MS + 10_000);
    expect(await desk.reclaimSeat(aPass(), "keep", () => {})).toBe("gone");
    expect(await desk.reclaimSeat(aPass(), "restore", () => {})).toMatchObject({
      expiresAtMs: START + SESSION_MS + 300_000,
    });
  });
});
