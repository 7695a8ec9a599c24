import { describe, expect, it } from "vitest";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { NO_WAITS } from "../../src/turnstile/turnstile.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { aDesk, aTicketOf, type DeskUnderTest, sharedTurnstile } from "../support/desk/a-desk.ts";
import { virtualClock } from "../support/desk/virtual-clock.ts";

const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];
const shown = { kind: "shown", epoch: anEpoch() } as const;

const show = (desk: DeskUnderTest, visitor: VisitorId, order = 0) =>
  desk.ask(aTicketOf(visitor, { number: 1000 + order, stage: shown }), desk.keepAlive);
const come = (desk: DeskUnderTest, visitor: VisitorId, may: "enter" | "wait" = "enter") =>
  desk.welcome({ visitor, number: desk.clock.nowMs() * 1000 }, may, desk.keepAlive);

/** A desk that knows a busy room: the one seat is called for, ben and cleo are in line. */
async function aBusyDesk(): Promise<DeskUnderTest> {
  const desk = aDesk();
  await come(desk, anna);
  await show(desk, ben, 1);
  await show(desk, cleo, 2);
  await desk.settle();
  await desk.clock.advance(1600);
  await show(desk, cleo, 2);
  await desk.settle();
  desk.calls.length = 0;
  return desk;
}

describe("a desk with a fresh snapshot", () => {
  it("answers who waits without a call, place and all", async () => {
    const desk = await aBusyDesk();
    const asked = await show(desk, cleo, 2);
    expect(asked).toMatchObject({ kind: "waiting", figures: { place: 2, waiting: 2 }, epoch: anEpoch() });
    expect(desk.calls).toEqual([]);
  });

  it("tells a newcomer to wait without a call, and counts him", async () => {
    const desk = await aBusyDesk();
    expect(await come(desk, aVisitor("dora"))).toMatchObject({ kind: "waiting", figures: { place: null } });
    expect(desk.calls).toEqual([]);
    await desk.clock.advance(1000);
    await desk.settle();
    expect(desk.turnstile.state().room.toldAt).toHaveLength(1);
  });

  it("asks exactly for whoever is listed as called", async () => {
    const desk = await aBusyDesk();
    await desk.turnstile.release({ visitor: anna, passEpoch: null }, { epoch: null, seats: null }, desk.clock.nowMs());
    await desk.clock.advance(1100);
    await show(desk, cleo, 2);
    await desk.settle();
    desk.calls.length = 0;
    expect(await show(desk, ben, 1)).toMatchObject({ kind: "admitted", as: "call" });
    expect(desk.calls).toEqual(["arrive"]);
  });

  it("lets everybody in at once who is listed as called, however many ask in the same moment", async () => {
    const desk = aDesk({ capacity: 40 });
    const crowd = Array.from({ length: 40 }, (_, i) => aVisitor(`runner${i}`));
    await come(desk, aVisitor("scout"), "wait");
    await desk.settle();
    await desk.clock.advance(1600);
    const present = crowd.map((visitor, i) => ({ visitor, number: 1000 + i }));
    const batch = { present, confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };
    await desk.turnstile.turn(batch, { epoch: null, seats: null }, desk.clock.nowMs());
    await come(desk, aVisitor("scout"), "wait");
    await desk.settle();
    const asked = await Promise.all(crowd.map((visitor, i) => show(desk, visitor, i)));
    expect(asked.filter(({ kind }) => kind === "admitted")).toHaveLength(40);
  });

  it("asks exactly for a number below the lowest in line", async () => {
    const desk = await aBusyDesk();
    expect(await show(desk, aVisitor("early"), 0)).toMatchObject({
      kind: "waiting",
      figures: { place: 1, waiting: 3 },
    });
    expect(desk.calls).toEqual(["arrive"]);
  });

  it("tells the holder of a spent ticket so", async () => {
    const desk = await aBusyDesk();
    await desk.turnstile.release({ visitor: ben, passEpoch: null }, { epoch: null, seats: null }, desk.clock.nowMs());
    await desk.clock.advance(1100);
    await show(desk, cleo, 2);
    await desk.settle();
    expect(await show(desk, ben, 1)).toEqual({ kind: "spent" });
  });

  it("never lets an API newcomer in, however open the room", async () => {
    const desk = aDesk({ capacity: 10 });
    expect(await come(desk, anna, "wait")).toMatchObject({ kind: "waiting" });
    expect(desk.turnstile.state().called.size).toBe(0);
  });

  it("tells newcomers to wait once as many were told as seats are free", async () => {
    const desk = aDesk({ capacity: 2 });
    await come(desk, aVisitor("first"));
    await desk.settle();
    await desk.clock.advance(1100);
    await come(desk, anna, "wait");
    await desk.settle();
    desk.calls.length = 0;
    expect(await come(desk, ben)).toMatchObject({ kind: "waiting" });
    expect(desk.calls).toEqual([]);
  });
});

describe("while nobody is in line yet", () => {
  it("a desk that tells people to wait says so to the others within a tenth of a second", async () => {
    const clock = virtualClock();
    const turnstile = sharedTurnstile({ capacity: 3 });
    const [one, other] = [aDesk({ capacity: 3 }, { turnstile, clock }), aDesk({ capacity: 3 }, { turnstile, clock })];
    for (const desk of [one, other]) await come(desk, aVisitor("scout"), "wait");
    for (const desk of [one, other]) await desk.settle();
    await clock.advance(9000);
    for (const desk of [one, other]) await come(desk, aVisitor("scout"), "wait");
    for (const desk of [one, other]) await desk.settle();
    for (let i = 0; i < 5; i++) await come(one, aVisitor(`told${i}`), "wait");
    await clock.advance(100);
    expect(await come(one, anna)).toMatchObject({ kind: "waiting" });
    expect(turnstile.state().room.toldAt.length).toBeGreaterThanOrEqual(5);
    expect(await come(other, ben)).toMatchObject({ kind: "waiting" });
  });
});

describe("a desk that knows nothing", () => {
  it("asks exactly, four at a time, and tells the others to wait", async () => {
    const desk = aDesk({ capacity: 100 });
    const names = Array.from({ length: 20 }, (_, i) => aVisitor(`runner${i}`));
    const asked = await Promise.all(names.map((visitor) => come(desk, visitor)));
    expect(asked.filter(({ kind }) => kind === "admitted")).toHaveLength(4);
    expect(asked.filter(({ kind }) => kind === "waiting")).toHaveLength(16);
    expect(desk.calls.filter((verb) => verb === "arrive")).toHaveLength(4);
  });

  it("lets go of arrivals that never return", async () => {
    const desk = aDesk({ capacity: 100 });
    desk.cut("hanging");
    for (let i = 0; i < 4; i++) void come(desk, aVisitor(`lost${i}`));
    await desk.settle();
    desk.cut("good");
    expect(await come(desk, anna)).toMatchObject({ kind: "waiting" });
    await desk.clock.advance(1600);
    expect(await come(desk, ben)).toMatchObject({ kind: "admitted" });
  });
});

describe("a desk cut off from Redis", () => {
  it("keeps telling the last known figures, and says that there is an outage", async () => {
    const desk = await aBusyDesk();
    desk.cut("down");
    await desk.clock.advance(3100);
    expect(await show(desk, cleo, 2)).toMatchObject({ kind: "outage", figures: { place: 2, waiting: 2 } });
    expect(desk.outageSinceMs()).not.toBeNull();
  });

  it("answers at once until Redis is back, and lets a turn try after a second or two", async () => {
    const desk = await aBusyDesk();
    await desk.clock.advance(3100);
    desk.cut("down");
    await show(desk, cleo, 2);
    const callsBefore = desk.calls.length;
    await desk.clock.advance(1400);
    for (let i = 0; i < 50; i++) await show(desk, cleo, 2);
    expect(desk.calls).toHaveLength(callsBefore);
    desk.cut("good");
    await desk.clock.advance(200);
    expect(await show(desk, cleo, 2)).toMatchObject({ kind: "outage" });
    expect(desk.calls.slice(callsBefore)).toEqual(["turn"]);
    await desk.settle();
    expect(await show(desk, cleo, 2)).toMatchObject({ kind: "waiting" });
    expect(desk.outageSinceMs()).toBeNull();
    expect(desk.log.map(({ event }) => event)).toEqual(["fault", "outage", "recovered"]);
  });

  it("sends one probe, not a crowd, when it tries again", async () => {
    const desk = await aBusyDesk();
    desk.cut("down");
    await desk.clock.advance(3100);
    await show(desk, cleo, 2);
    desk.cut("hanging");
    await desk.clock.advance(2100);
    const callsBefore = desk.calls.length;
    for (let i = 0; i < 10; i++) void show(desk, aVisitor(`runner${i}`), 0);
    await desk.settle();
    expect(desk.calls).toHaveLength(callsBefore + 1);
  });

  it("keeps the signs of life it could not send, and sends them when Redis is back", async () => {
    const desk = await aBusyDesk();
    desk.cut("down");
    await desk.clock.advance(1100);
    await show(desk, aVisitor("dora"), 7);
    await desk.settle();
    desk.cut("good");
    await desk.clock.advance(2100);
    await show(desk, cleo, 2);
    await desk.settle();
    await desk.clock.advance(1100);
    expect(desk.turnstile.state().line.get(aVisitor("dora"))).toBe(1007);
  });

  it("gives the same call again when the answer was lost", async () => {
    const desk = aDesk();
    desk.cut("answers lost");
    await show(desk, anna);
    desk.cut("good");
    await desk.clock.advance(2100);
    await show(desk, anna);
    await desk.settle();
    expect(await show(desk, anna)).toMatchObject({ kind: "admitted", as: "call" });
    expect(desk.turnstile.state().called.size).toBe(1);
  });
});

describe("four desks on one room", () => {
  it("let in as many as there are seats, however stale their snapshots", async () => {
    const clock = virtualClock();
    const turnstile = sharedTurnstile({ capacity: 10 });
    const desks = Array.from({ length: 4 }, () => aDesk({ capacity: 10 }, { turnstile, clock }));
    for (const desk of desks) await come(desk, aVisitor("scout"), "wait");
    await clock.advance(1100);
    const crowd = Array.from({ length: 500 }, (_, i) => aVisitor(`runner${i}`));
    const asked = await Promise.all(crowd.map((visitor, i) => come(desks[i % 4] as DeskUnderTest, visitor)));
    expect(asked.filter(({ kind }) => kind === "admitted").length).toBeLessThanOrEqual(10);
    for (let round = 0; round < 12; round++) {
      await clock.advance(1000);
      await Promise.all(crowd.map((visitor, i) => show(desks[(i + round) % 4] as DeskUnderTest, visitor, i)));
      for (const desk of desks) await desk.settle();
      const { seats, called } = turnstile.state();
      expect(seats.size + called.size).toBeLessThanOrEqual(10);
    }
    expect(turnstile.state().called.size).toBe(10);
    expect(turnstile.state().line.size + turnstile.state().called.size).toBeGreaterThanOrEqual(500);
  });
});
