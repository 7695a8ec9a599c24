// Every turnstile's promises of inflow and of taking up a call.

import { beforeEach, describe, expect, it } from "vitest";
import type { Batch } from "../../src/turnstile/turnstile.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import {
  aBatch,
  aNewcomer,
  aTicket,
  CLAIM_MS,
  KNOWN,
  NOW,
  rig,
  SESSION_MS,
  showing,
  type TurnstileUnderTest,
} from "./under-test.ts";

const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];

export function letInContract(under: TurnstileUnderTest): void {
  const { opened, turnstile, arriveAs, confirm, turn: turnAt } = rig(under);
  const turn = (batch: Batch, atMs: number) => turnAt(atMs, batch);

  beforeEach(() => opened());

  describe("inflow", () => {
    it("limits calls to a little less than the rate, two seconds' worth and one at most at once", async () => {
      await opened({ capacity: 100, inflowPerMinute: 60 });
      const line = Array.from({ length: 20 }, (_, i) => aVisitor(`runner${i}`));
      expect((await turn(showing(...line), NOW)).snapshot).toMatchObject({ called: 3, openSeats: 0 });
      expect((await turn(aBatch(), NOW + 1000)).snapshot).toMatchObject({ called: 3 });
      expect((await turn(aBatch(), NOW + 2000)).snapshot).toMatchObject({ called: 4 });
      expect((await turn(aBatch(), NOW + 4000)).snapshot).toMatchObject({ called: 6 });
    });

    it("lets one person in a minute when that is the rate", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      expect(await arriveAs(aNewcomer(anna), NOW)).toMatchObject({ kind: "called" });
      await confirm(anna, NOW + 100);
      expect(await arriveAs(aNewcomer(ben), NOW + 60_000)).toMatchObject({ kind: "told-to-wait" });
      expect(await arriveAs(aNewcomer(cleo), NOW + 70_000)).toMatchObject({ kind: "called" });
    });

    it("goes to the next in line when nothing is heard of who was called, and is taken again when he comes", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      await turn(showing(anna), NOW);
      for (let atMs = NOW + 1000; atMs < NOW + 5000; atMs += 1000) await turn(showing(ben), atMs);
      expect((await turn(showing(ben), NOW + 5000)).snapshot).toMatchObject({ called: 1, waiting: 1 });
      expect((await turn(showing(ben), NOW + 6000)).snapshot).toMatchObject({ called: 2, waiting: 0 });
      expect(await arriveAs(aTicket(anna), NOW + 6500)).toMatchObject({ kind: "called" });
      expect(await arriveAs(aTicket(ben), NOW + 6500)).toMatchObject({ kind: "waiting", place: 1 });
    });

    it("goes to another when who was let in does not come", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      expect(await arriveAs(aNewcomer(anna), NOW)).toMatchObject({ kind: "called" });
      await turn(aBatch(), NOW + 1000);
      expect(await arriveAs(aNewcomer(ben), NOW + 1500)).toMatchObject({ kind: "told-to-wait" });
      for (let atMs = NOW + 2000; atMs <= NOW + 15_000; atMs += 1000) await turn(aBatch(), atMs);
      expect(await arriveAs(aNewcomer(cleo), NOW + 15_500)).toMatchObject({ kind: "called" });
    });

    it("gets back what a lapsed call had taken", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1, claimSeconds: 5 });
      await turn(showing(anna), NOW);
      for (let atMs = NOW + 1000; atMs < NOW + 15_000; atMs += 1000) await turn(aBatch(), atMs);
      expect((await turn(showing(ben), NOW + 15_000)).snapshot).toMatchObject({ called: 1, waiting: 0 });
    });

    it("gets back what a call that was given up had taken", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      expect((await turn(showing(anna), NOW)).snapshot).toMatchObject({ called: 1 });
      await turnstile.release({ visitor: anna, passEpoch: anEpoch() }, KNOWN, NOW + 10);
      expect((await turn(showing(ben), NOW + 1000)).snapshot).toMatchObject({ called: 1 });
    });

    it("lets nobody in beyond a minute's, though what a call had taken was given back", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      await arriveAs(aNewcomer(anna), NOW);
      await turnstile.release({ visitor: anna, passEpoch: anEpoch() }, KNOWN, NOW + 10);
      expect(await arriveAs(aNewcomer(cleo), NOW + 20)).toMatchObject({ kind: "told-to-wait" });
      expect((await turn(showing(ben), NOW + 1000)).snapshot).toMatchObject({ called: 1 });
      expect(await arriveAs(aTicket(ben), NOW + 2000)).toMatchObject({ kind: "waiting", place: 1, waiting: 1 });
      expect(await arriveAs(aTicket(ben), NOW + 59_999)).toMatchObject({ kind: "waiting" });
      expect(await arriveAs(aTicket(ben), NOW + 62_000)).toMatchObject({ kind: "called" });
      expect(await arriveAs(aTicket(ben), NOW + 62_100)).toMatchObject({ kind: "called" });
    });

    it("keeps the call of who was held back, from his last ask on, and calls nobody in the turn after", async () => {
      await opened({ capacity: 100, inflowPerMinute: 1 });
      await arriveAs(aNewcomer(anna), NOW);
      await turnstile.release({ visitor: anna, passEpoch: anEpoch() }, KNOWN, NOW + 10);
      await turn(showing(ben), NOW + 1000);
      await arriveAs(aTicket(ben), NOW + 58_000);
      expect((await turn(showing(cleo), NOW + 60_500)).snapshot).toMatchObject({ called: 1, waiting: 1 });
      expect((await turn(showing(cleo), NOW + 61_500)).snapshot).toMatchObject({ called: 2, waiting: 0 });
      for (let atMs = NOW + 62_500; atMs < NOW + 58_000 + CLAIM_MS; atMs += 1000) await turn(aBatch(), atMs);
      expect(await arriveAs(aTicket(ben), NOW + 58_000 + CLAIM_MS)).toMatchObject({ kind: "called" });
    });
  });

  describe("confirming", () => {
    it("makes a call a seat until its expiry", async () => {
      await arriveAs(aNewcomer(anna), NOW);
      const { snapshot, refused } = await confirm(anna, NOW + 1000);
      expect(snapshot).toMatchObject({ seats: 1, called: 0 });
      expect(refused).toEqual([]);
      expect(await arriveAs(aTicket(anna), NOW + 2000)).toMatchObject({
        kind: "seated",
        expiresAtMs: NOW + 1000 + SESSION_MS,
      });
    });

    it("takes effect ten seconds after the deadline, and not once the call has lapsed", async () => {
      await opened({ capacity: 2 });
      await turn(aBatch(), NOW);
      await arriveAs(aNewcomer(anna), NOW);
      await arriveAs(aNewcomer(ben), NOW);
      for (let atMs = NOW + 1000; atMs < NOW + CLAIM_MS + 10_000; atMs += 1000) await turn(aBatch(), atMs);
      expect((await confirm(anna, NOW + CLAIM_MS + 9500)).refused).toEqual([]);
      await turn(aBatch(), NOW + CLAIM_MS + 10_000);
      expect((await confirm(ben, NOW + CLAIM_MS + 10_500)).refused).toEqual([ben]);
    });

    it("takes no effect for someone who was never called", async () => {
      expect((await confirm(anna, NOW)).refused).toEqual([anna]);
    });
  });
}
