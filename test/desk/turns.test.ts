import { describe, expect, it } from "vitest";
import { NO_WAITS } from "../../src/turnstile/turnstile.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { aDesk, aTicketOf, type DeskUnderTest } from "../support/desk/a-desk.ts";

const shown = { kind: "shown", epoch: anEpoch() } as const;
const show = (desk: DeskUnderTest, name: string, number = 1000) =>
  desk.ask(aTicketOf(aVisitor(name), { number, stage: shown }), desk.keepAlive);
const turnsOf = (desk: DeskUnderTest) => desk.calls.filter((verb) => verb === "turn").length;

async function anOpenedDesk(): Promise<DeskUnderTest> {
  const desk = aDesk({ capacity: 0 });
  await show(desk, "first", 1);
  await desk.settle();
  await desk.clock.advance(1600);
  await show(desk, "first", 1);
  await desk.settle();
  return desk;
}

describe("turns", () => {
  it("are taken at most once a second, and carry everyone who showed himself", async () => {
    const desk = await anOpenedDesk();
    const before = turnsOf(desk);
    for (let tenth = 0; tenth < 30; tenth++) {
      await show(desk, `runner${tenth}`, 2000 + tenth);
      await desk.clock.advance(100);
      await desk.settle();
    }
    await desk.clock.advance(1000);
    expect(turnsOf(desk) - before).toBeLessThanOrEqual(5);
    expect(turnsOf(desk) - before).toBeGreaterThanOrEqual(3);
    expect(desk.turnstile.state().line.size).toBe(31);
  });

  it("send one batch after another when more people came than one script takes", async () => {
    const desk = await anOpenedDesk();
    for (let i = 0; i < 3000; i++) await show(desk, `runner${i}`, 2000 + i);
    await desk.clock.advance(1100);
    await desk.settle();
    expect(desk.turnstile.state().line.size).toBeGreaterThanOrEqual(2400);
    await desk.clock.advance(1000);
    await desk.settle();
    expect(desk.turnstile.state().line.size).toBe(3001);
  });

  it("leave nothing behind in a lull: one trails the last request", async () => {
    const desk = await anOpenedDesk();
    await show(desk, "last", 5000);
    await show(desk, "very-last", 6000);
    await desk.clock.advance(1500);
    await desk.settle();
    expect(desk.turnstile.state().line.size).toBe(3);
    const before = turnsOf(desk);
    await desk.clock.advance(60_000);
    expect(turnsOf(desk)).toBe(before);
  });

  it("keep house once more for what came in between two housekeepings of others", async () => {
    const desk = aDesk({ capacity: 1 });
    const quiet = { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };
    await show(desk, "holder", 1);
    await desk.settle();
    await desk.turnstile.release(
      { visitor: aVisitor("holder"), passEpoch: null },
      { epoch: null, seats: null },
      desk.clock.nowMs(),
    );
    await desk.clock.advance(1100);
    await desk.turnstile.turn(quiet, { epoch: null, seats: null }, desk.clock.nowMs() - 100);
    await show(desk, "next", 2);
    await desk.settle();
    await desk.clock.advance(2200);
    expect(desk.turnstile.state().called.has(aVisitor("next"))).toBe(true);
  });

  it("start again after one that never returned, three seconds later, with what it carried", async () => {
    const desk = await anOpenedDesk();
    await desk.clock.advance(1100);
    desk.cut("hanging");
    await show(desk, "runner", 2000);
    await desk.settle();
    desk.cut("good");
    await desk.clock.advance(2900);
    const before = turnsOf(desk);
    await show(desk, "first", 1);
    await desk.settle();
    expect(turnsOf(desk)).toBe(before);
    await desk.clock.advance(100);
    await show(desk, "first", 1);
    await desk.settle();
    expect(turnsOf(desk)).toBe(before + 1);
    expect(desk.turnstile.state().line.has(aVisitor("runner"))).toBe(true);
  });

  it("put back what a failed one carried, and do not lose who came meanwhile", async () => {
    const desk = await anOpenedDesk();
    await desk.clock.advance(1100);
    desk.cut("down");
    await show(desk, "before", 2000);
    await desk.settle();
    await show(desk, "meanwhile", 3000);
    desk.cut("good");
    await desk.clock.advance(2100);
    await show(desk, "first", 1);
    await desk.settle();
    expect([...desk.turnstile.state().line.values()]).toEqual(expect.arrayContaining([2000, 3000]));
  });

  it("start on a request with nothing to report once the snapshot is older than a second and a half", async () => {
    const desk = await anOpenedDesk();
    const pass = {
      room: "main",
      visitor: aVisitor("inside"),
      issuedAtMs: desk.clock.nowMs(),
      expiresAtMs: desk.clock.nowMs() + 600_000,
      sinceMs: desk.clock.nowMs(),
      epoch: anEpoch(),
      stage: "full",
    } as const;
    const before = turnsOf(desk);
    await desk.clock.advance(1400);
    await desk.usePass(pass, "replace", desk.keepAlive);
    expect(turnsOf(desk)).toBe(before);
    await desk.clock.advance(200);
    await desk.usePass(pass, "replace", desk.keepAlive);
    expect(turnsOf(desk)).toBe(before + 1);
  });
});
