// Every turnstile's promises of the hours: before the opening, at it, while the site warms up, and after the close.

import { beforeEach, describe, expect, it } from "vitest";
import type { Calendar, Opening } from "../../src/domain/calendar.ts";
import type { Batch } from "../../src/turnstile/turnstile.ts";
import { anOpening } from "../support/a-room.ts";
import { aVisitor } from "../support/a-visitor.ts";
import { aBatch, aNewcomer, aTicket, CLAIM_MS, NOW, rig, showing, type TurnstileUnderTest } from "./under-test.ts";

const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];
/** From here on visitors who have reported at the opening are called. */
const CALLS_FROM = NOW + 8000;

export function hoursContract(under: TurnstileUnderTest): void {
  const { opened, arriveAs, confirm, turn: turnAt } = rig(under);
  const turn = async (batch: Batch, atMs: number) => (await turnAt(atMs, batch)).snapshot;
  const opensAt = (opensAtMs: number, more: Partial<Opening> = {}): Calendar => ({
    opening: anOpening({ opensAtMs, ...more }),
    closesAtMs: null,
  });

  beforeEach(() => opened({ capacity: 2, calendar: opensAt(NOW) }));

  describe("at the opening", () => {
    it("takes people into the line, and calls nobody before all could report", async () => {
      expect(await turn(showing(cleo, ben), NOW)).toMatchObject({ waiting: 2, called: 0, openSeats: 0 });
      expect(await turn(showing(cleo, ben), NOW + 7999)).toMatchObject({ waiting: 2, called: 0, openSeats: 0 });
      expect(await turn(showing(cleo, ben), CALLS_FROM + 1000)).toMatchObject({ waiting: 0, called: 2 });
    });

    it("gives no exact arrival a seat before, whoever asks", async () => {
      expect(await arriveAs(aNewcomer(anna), NOW + 7999)).toMatchObject({ kind: "told-to-wait" });
      expect(await arriveAs(aTicket(ben), NOW + 7999)).toMatchObject({ kind: "waiting", place: 1 });
      await turn(aBatch(), NOW + 7999);
      expect(await arriveAs(aTicket(ben), CALLS_FROM)).toMatchObject({ kind: "called" });
    });

    it("calls by number, whoever reported first", async () => {
      await opened({ capacity: 1, calendar: opensAt(NOW) });
      await turn(aBatch({ present: [{ visitor: anna, number: 900_000 }] }), NOW + 1000);
      await turn(aBatch({ present: [{ visitor: ben, number: 20 }] }), NOW + 4000);
      await turn(aBatch(), NOW + 7000);
      await turn(aBatch(), CALLS_FROM);
      expect(await arriveAs(aTicket(anna, 900_000), CALLS_FROM + 1)).toMatchObject({ kind: "waiting", place: 1 });
      expect(await arriveAs(aTicket(ben, 20), CALLS_FROM + 1)).toMatchObject({ kind: "called" });
    });
  });

  describe("where nobody could report when the first were to be called", () => {
    it("calls nobody for four seconds more, and says that no place is known", async () => {
      await turn(aBatch({ present: [{ visitor: cleo, number: 900_000 }] }), NOW + 2000);
      const held = { called: 0, openSeats: 0, heldUntilMs: CALLS_FROM + 5000 };
      expect(await arriveAs(aTicket(cleo, 900_000), CALLS_FROM)).toMatchObject({ kind: "waiting", place: 1 });
      expect(await turn(aBatch(), CALLS_FROM + 1000)).toMatchObject(held);
      await turn(aBatch({ present: [{ visitor: ben, number: 20 }] }), CALLS_FROM + 2000);
      expect(await arriveAs(aTicket(ben, 20), CALLS_FROM + 4999)).toMatchObject({ kind: "waiting", place: 1 });
      await turn(aBatch(), CALLS_FROM + 4000);
      await turn(aBatch({ present: [{ visitor: anna, number: 10 }] }), CALLS_FROM + 5000);
      expect(await turn(aBatch(), CALLS_FROM + 6000)).toMatchObject({ called: 2, waiting: 1 });
      expect(await arriveAs(aTicket(cleo, 900_000), CALLS_FROM + 6500)).toMatchObject({ kind: "waiting" });
    });

    it("does so once, however seldom anybody asks", async () => {
      await opened({ capacity: 1, calendar: opensAt(NOW) });
      await turn(showing(anna), CALLS_FROM + 1000);
      await turn(showing(anna), CALLS_FROM + 11_000);
      expect(await turn(showing(anna), CALLS_FROM + 12_000)).toMatchObject({ called: 1 });
    });

    it("does not long after the opening", async () => {
      await opened({ capacity: 1, calendar: opensAt(NOW) });
      expect(await arriveAs(aNewcomer(anna), CALLS_FROM + 120_000)).toMatchObject({ kind: "called" });
    });
  });

  describe("while the site warms up", () => {
    /** A turn in a room that has stood still before, and has been heard of again for five seconds. */
    const roused = async (batch: Batch, atMs: number) => {
      for (const beforeMs of [5000, 1000]) await turn(batch, atMs - beforeMs);
      return turn(batch, atMs);
    };

    it("lets the capacity grow from a tenth to the whole", async () => {
      await opened({ capacity: 20, calendar: opensAt(NOW, { rampSeconds: 100 }) });
      const line = Array.from({ length: 40 }, (_, i) => aVisitor(`runner${i}`));
      const batch = showing(...line);
      expect(await roused(batch, CALLS_FROM)).toMatchObject({ called: 2, openSeats: 0 });
      expect(await roused(batch, CALLS_FROM + 50_000)).toMatchObject({ called: 11, openSeats: 0 });
      expect(await roused(batch, CALLS_FROM + 100_000)).toMatchObject({ called: 20, openSeats: 0 });
    });

    it.each([
      [0, 3],
      [50_000, 12],
      [100_000, 21],
    ])(
      "lets the inflow grow instead where there is one: %i ms after the first calls %i are called",
      async (afterMs, called) => {
        const line = Array.from({ length: 200 }, (_, i) => aVisitor(`runner${i}`));
        await opened({ capacity: 500, inflowPerMinute: 600, calendar: opensAt(NOW, { rampSeconds: 100 }) });
        await roused(aBatch(), CALLS_FROM + afterMs - 500);
        expect(await turn(showing(...line), CALLS_FROM + afterMs + 500)).toMatchObject({ called });
      },
    );

    it("does not take those for silent who reported early, and were told to ask again after the first calls", async () => {
      await opened({ capacity: 500, inflowPerMinute: 600, calendar: opensAt(NOW) });
      const line = Array.from({ length: 200 }, (_, i) => aVisitor(`runner${i}`));
      await turn(showing(...line), NOW + 500);
      for (let atMs = NOW + 1000; atMs < CALLS_FROM; atMs += 1000) await turn(aBatch(), atMs);
      expect(await turn(aBatch(), CALLS_FROM)).toMatchObject({ called: 21 });
      await turn(aBatch(), CALLS_FROM + 1000);
      expect(await turn(aBatch(), CALLS_FROM + 2000)).toMatchObject({ called: 40 });
    });

    it("lets in one where a tenth would be less", async () => {
      await opened({ capacity: 3, calendar: opensAt(NOW, { rampSeconds: 100 }) });
      await turn(aBatch(), NOW + 7000);
      expect(await arriveAs(aNewcomer(anna), CALLS_FROM)).toMatchObject({ kind: "called" });
      expect(await arriveAs(aNewcomer(ben), CALLS_FROM)).toMatchObject({ kind: "told-to-wait" });
    });
  });

  describe("after the close", () => {
    beforeEach(() => opened({ capacity: 1, calendar: { opening: null, closesAtMs: NOW + 5000 } }));

    it("calls nobody, though seats are free", async () => {
      expect(await arriveAs(aNewcomer(anna), NOW + 5000)).toMatchObject({ kind: "told-to-wait" });
      expect(await turn(showing(ben), NOW + 6000)).toMatchObject({ waiting: 1, called: 0, openSeats: 0 });
      expect(await arriveAs(aTicket(ben), NOW + 8000)).toMatchObject({ kind: "waiting", place: 1 });
    });

    it("takes back a call of which its holder has not heard, and leaves a seat to who has it", async () => {
      await turn(showing(ben), NOW + 4000);
      expect(await turn(aBatch(), NOW + 4000)).toMatchObject({ called: 1 });
      expect(await arriveAs(aTicket(ben), NOW + 5000)).toMatchObject({ kind: "waiting", place: 1 });
      await opened({ capacity: 1, calendar: { opening: null, closesAtMs: NOW + 5000 } });
      await arriveAs(aNewcomer(anna), NOW + 4000);
      expect(await arriveAs(aTicket(anna), NOW + 5500)).toMatchObject({
        kind: "called",
        deadlineMs: NOW + 4000 + CLAIM_MS,
      });
      await confirm(anna, NOW + 6000);
      expect(await turn(aBatch(), NOW + 8000)).toMatchObject({ seats: 1 });
    });
  });
}
