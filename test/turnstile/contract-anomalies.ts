// Every turnstile's promises where facts come twice, late or by clocks apart: lost data, inflow, told-to-wait.

import { beforeEach, describe, expect, it } from "vitest";
import type { VisitorId } from "../../src/domain/visitor.ts";
import type { Known } from "../../src/turnstile/turnstile.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { KNOWN, NOW, numberFrom, rig, SESSION_MS, type TurnstileUnderTest } from "./under-test.ts";

const [anna, ben, cleo, dora] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo"), aVisitor("dora")];
const NUMBER = numberFrom(60_000);

export function anomaliesContract(under: TurnstileUnderTest): void {
  const { opened, turnstile, turn, steadily } = rig(under);
  const arrive = (visitor: VisitorId, who: "newcomer" | "ticket", atMs: number, known = KNOWN, toldToWait = 0) =>
    turnstile.arrive({ visitor, number: NUMBER, who, toldToWait }, known, atMs);
  const release = (visitor: VisitorId, atMs: number, passEpoch: ReturnType<typeof anEpoch> | null = anEpoch()) =>
    turnstile.release({ visitor, passEpoch }, KNOWN, atMs);
  const renew = (visitor: VisitorId, atMs: number, known: Known, passEpoch = anEpoch("before")) =>
    turnstile.renew({ visitor, expiresAtMs: NOW + SESSION_MS, passEpoch, lapsedSeat: "keep" }, known, atMs);
  const showing = (...visitors: VisitorId[]) => ({ present: visitors.map((visitor) => ({ visitor, number: NUMBER })) });
  const restoring = (...visitors: VisitorId[]) => ({
    restored: visitors.map((visitor) => ({ visitor, expiresAtMs: NOW + 500_000 })),
  });

  beforeEach(() => opened());

  describe("seats lost with the data", () => {
    const lost = (seats: number): Known => ({ epoch: anEpoch("before"), seats });
    const line = showing(ben, cleo, dora);

    it("are put back only where data was lost", async () => {
      expect((await turn(NOW, restoring(anna))).refused).toEqual([anna]);
      expect((await turn(NOW + 1000)).snapshot).toMatchObject({ seats: 0 });
    });

    it("count as put back once, however often a pass is told", async () => {
      await opened({ capacity: 4 });
      await turn(NOW, restoring(anna, anna), lost(3));
      await turn(NOW + 500, restoring(anna));
      await steadily(NOW + 1000, NOW + 39_000, line);
      expect((await turn(NOW + 40_000, line)).snapshot).toMatchObject({ seats: 1, called: 1, waiting: 2 });
    });

    it("are put back for who lined up in the meantime, and take him out of the line", async () => {
      await opened({ capacity: 0 });
      await turn(NOW, showing(anna, ben), lost(1));
      expect((await turn(NOW + 1000, restoring(anna))).snapshot).toMatchObject({ seats: 1, waiting: 1 });
    });

    it("are as many as the desk that knew of most says while people report back, and not later", async () => {
      await opened({ capacity: 4 });
      await turn(NOW, line, lost(1));
      await turn(NOW + 1000, line, lost(3));
      await turn(NOW + 2000, line, lost(2));
      await steadily(NOW + 3000, NOW + 39_000, line);
      expect((await turn(NOW + 40_000, line, lost(4))).snapshot).toMatchObject({ called: 1, waiting: 2 });
    });

    it("are not given to an arrival either until they are given up, once each", async () => {
      await opened({ capacity: 2 });
      await turn(NOW, {}, lost(2));
      await steadily(NOW + 1000, NOW + 40_000);
      expect(await arrive(ben, "newcomer", NOW + 40_100)).toMatchObject({ kind: "told-to-wait" });
      await release(dora, NOW + 40_200, anEpoch("before"));
      await release(dora, NOW + 40_300, anEpoch("before"));
      expect(await arrive(ben, "newcomer", NOW + 40_400)).toMatchObject({ kind: "called" });
      expect(await arrive(cleo, "newcomer", NOW + 40_500)).toMatchObject({ kind: "told-to-wait" });
    });

    it("are not given up by a ticket, nor by a pass of this epoch", async () => {
      await opened({ capacity: 1 });
      await turn(NOW, {}, lost(1));
      await steadily(NOW + 1000, NOW + 40_000);
      await release(dora, NOW + 40_100, null);
      await release(cleo, NOW + 40_200, anEpoch());
      expect(await arrive(ben, "newcomer", NOW + 40_300)).toMatchObject({ kind: "told-to-wait" });
    });

    it("are put back by a renewal, which is enough to notice the loss", async () => {
      await opened({ capacity: 3 });
      expect(await renew(anna, NOW, lost(2))).toMatchObject({ kind: "renewed" });
      expect(await arrive(ben, "newcomer", NOW + 100)).toMatchObject({ kind: "told-to-wait" });
      expect(await renew(dora, NOW + 200, lost(1))).toMatchObject({ kind: "renewed" });
      await steadily(NOW + 1000, NOW + 39_000, showing(ben, cleo));
      expect((await turn(NOW + 40_000)).snapshot).toMatchObject({ seats: 2, called: 1, waiting: 1 });
    });

    it.each([
      ["a renewal", (atMs: number, known: Known) => renew(anna, atMs, known, anEpoch())],
      ["a release", (atMs: number, known: Known) => turnstile.release({ visitor: anna, passEpoch: null }, known, atMs)],
    ] as const)("are counted by whatever a desk asks, be it %s that finds nothing", async (_, ask) => {
      await opened({ capacity: 4 });
      await turn(NOW, line, lost(1));
      await ask(NOW + 100, lost(3));
      await ask(NOW + 200, lost(2));
      await steadily(NOW + 1000, NOW + 39_000, line);
      expect((await turn(NOW + 40_000)).snapshot).toMatchObject({ seats: 0, called: 1, waiting: 2 });
    });

    it("are not put back for a pass of this epoch, whose seat ended since", async () => {
      await turn(NOW, {}, lost(1));
      expect(await renew(anna, NOW + 100, KNOWN, anEpoch())).toMatchObject({ kind: "gone" });
    });

    it("hold nothing up a second time, whatever an arrival names", async () => {
      await turn(NOW, {}, lost(1));
      await steadily(NOW + 1000, NOW + 3000);
      await turn(NOW + SESSION_MS);
      expect(await arrive(anna, "newcomer", NOW + SESSION_MS + 100, lost(1))).toMatchObject({ kind: "called" });
    });
  });

  describe("what is told twice, late or by clocks apart", () => {
    it("adds up who was told to wait, by turns and arrivals alike, until the oldest are forgotten", async () => {
      await opened({ capacity: 0 });
      await turn(NOW, { toldToWait: 1 });
      expect((await turn(NOW + 100, { toldToWait: 2 })).snapshot.toldRecently).toBe(3);
      await arrive(anna, "ticket", NOW + 2100, KNOWN, 4);
      expect((await turn(NOW + 2200)).snapshot.toldRecently).toBe(7);
      expect((await turn(NOW + 8000, { toldToWait: 1 })).snapshot.toldRecently).toBe(5);
      expect((await turn(NOW + 10_000)).snapshot.toldRecently).toBe(1);
    });

    it("counts who was told to wait whatever becomes of the one who arrives with the count", async () => {
      await arrive(anna, "newcomer", NOW);
      await arrive(anna, "ticket", NOW + 10, KNOWN, 1);
      await turn(NOW + 20, { confirmed: [{ visitor: anna, expiresAtMs: NOW + SESSION_MS }] });
      await arrive(anna, "ticket", NOW + 30, KNOWN, 2);
      await release(anna, NOW + 40);
      await arrive(anna, "ticket", NOW + 50, KNOWN, 4);
      expect((await turn(NOW + 60)).snapshot.toldRecently).toBe(7);
    });

    it("ends no seat by an arrival after standing still that ran out less than thirty seconds ago", async () => {
      await arrive(anna, "newcomer", NOW);
      await turn(NOW, { confirmed: [{ visitor: anna, expiresAtMs: NOW + SESSION_MS }] });
      expect(await arrive(ben, "newcomer", NOW + SESSION_MS + 29_000)).toMatchObject({ kind: "told-to-wait" });
      expect(await arrive(ben, "newcomer", NOW + SESSION_MS + 30_000)).toMatchObject({ kind: "called" });
    });

    it("forgets a lapse when every ticket of that time has ended", async () => {
      await opened({ claimSeconds: 5, ticketSeconds: 4000 });
      await arrive(anna, "ticket", NOW);
      await steadily(NOW, NOW + 15_000);
      const later = NOW + 4_100_000;
      await steadily(later, later + 10_000);
      expect(await arrive(anna, "ticket", later + 10_500)).toMatchObject({ kind: "called" });
      await steadily(later + 11_000, later + 27_000);
      expect(await arrive(anna, "ticket", later + 27_500)).toMatchObject({ kind: "called" });
    });

    it("keeps house for a desk whose clock is far behind the last that did", async () => {
      await turn(NOW + 10_000);
      expect((await turn(NOW, showing(anna))).snapshot).toMatchObject({ asOfMs: NOW, called: 1 });
    });

    it("keeps no house for a desk whose clock is a little behind the last that did", async () => {
      await turn(NOW + 2000);
      expect((await turn(NOW, showing(anna))).snapshot).toMatchObject({ asOfMs: NOW + 2000, called: 0 });
    });

    it("gives no inflow back for a seat that is given up", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      await arrive(anna, "newcomer", NOW);
      await turn(NOW, { confirmed: [{ visitor: anna, expiresAtMs: NOW + SESSION_MS }] });
      await release(anna, NOW + 10);
      expect(await arrive(ben, "newcomer", NOW + 20)).toMatchObject({ kind: "told-to-wait" });
    });

    it("makes no inflow of a clock that is behind", async () => {
      await opened({ capacity: 100, inflowPerMinute: 240 });
      const people = Array.from({ length: 7 }, (_, i) => aVisitor(`runner${i}`));
      expect((await turn(NOW, showing(anna, ...people))).snapshot).toMatchObject({ called: 8 });
      await release(anna, NOW - 900);
      const others = Array.from({ length: 8 }, (_, i) => aVisitor(`walker${i}`));
      // Seven of the eight, the one given back, and four of a second.
      expect((await turn(NOW + 1000, showing(...others))).snapshot).toMatchObject({ called: 12 });
    });
  });
}
