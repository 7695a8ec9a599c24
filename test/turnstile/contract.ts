// Every turnstile's promises. The suite runs on the model and on the scripts, so that the oracle is held to them as
// well.

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
  numberFrom,
  rig,
  SESSION_MS,
  showing,
  type TurnstileUnderTest,
} from "./under-test.ts";

const NOTHING_KNOWN = { epoch: null, seats: null };
const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];

export function turnstileContract(under: TurnstileUnderTest): void {
  const { opened, turnstile, arriveAs, confirm, turn: turnAt } = rig(under);
  const turn = (batch: Batch, atMs: number) => turnAt(atMs, batch);

  beforeEach(() => opened());

  describe("arriving", () => {
    it("calls a newcomer at once while seats are free and nobody waits", async () => {
      expect(await arriveAs(aNewcomer(anna), NOW, NOTHING_KNOWN)).toMatchObject({
        kind: "called",
        deadlineMs: NOW + CLAIM_MS,
      });
      expect(await arriveAs(aNewcomer(ben), NOW + 1)).toMatchObject({ kind: "told-to-wait" });
    });

    it("gives the same call when asked again, and does not move its deadline twice", async () => {
      await arriveAs(aNewcomer(anna), NOW);
      expect(await arriveAs(aTicket(anna), NOW + 5000)).toMatchObject({ kind: "called", deadlineMs: NOW + CLAIM_MS });
      expect((await turn(aBatch(), NOW + 6000)).snapshot).toMatchObject({ called: 1, seats: 0 });
    });

    it("tells a newcomer to wait while as many were told to wait lately as seats are free", async () => {
      await opened({ capacity: 3 });
      await turn(aBatch({ toldToWait: 1 }), NOW);
      expect(await arriveAs(aNewcomer(anna), NOW + 2000)).toMatchObject({ kind: "called" });
      expect(await arriveAs(aNewcomer(ben, 1), NOW + 4000)).toMatchObject({ kind: "told-to-wait" });
    });

    it("assumes that more were told in this moment than it has heard of", async () => {
      await opened({ capacity: 4 });
      expect(await arriveAs(aNewcomer(anna, 1), NOW)).toMatchObject({ kind: "told-to-wait" });
      expect(await arriveAs(aNewcomer(ben), NOW + 2000)).toMatchObject({ kind: "called" });
    });

    it("counts whom a desk told to wait before it decides on the one who arrives after them", async () => {
      await opened({ capacity: 3 });
      expect(await arriveAs(aNewcomer(anna, 3), NOW)).toMatchObject({ kind: "told-to-wait" });
      expect(await arriveAs(aNewcomer(ben, 0), NOW + 1)).toMatchObject({ kind: "told-to-wait" });
      expect((await turn(aBatch(), NOW + 2)).snapshot).toMatchObject({ toldRecently: 3 });
    });

    it("forgets who was told to wait after eight seconds", async () => {
      await turn(aBatch({ toldToWait: 5 }), NOW);
      expect((await turn(aBatch(), NOW + 5999)).snapshot.toldRecently).toBe(5);
      expect((await turn(aBatch(), NOW + 8000)).snapshot.toldRecently).toBe(0);
    });

    it("gives a shown ticket its exact place in line, and again the same place", async () => {
      await turn(showing(anna, ben), NOW);
      const place = { kind: "waiting", place: 2, waiting: 2 };
      expect(await arriveAs(aTicket(cleo, numberFrom(0)), NOW + 1)).toMatchObject(place);
      expect(await arriveAs(aTicket(cleo, numberFrom(0)), NOW + 2)).toMatchObject(place);
    });

    it("keeps a visitor's first number whatever he shows later", async () => {
      await opened({ capacity: 0 });
      await turn(showing(anna, ben), NOW);
      await turn(aBatch({ present: [{ visitor: ben, number: 1 }] }), NOW + 500);
      expect(await arriveAs(aTicket(ben, 1), NOW + 600)).toMatchObject({ place: 2 });
    });

    it("lets nobody in at capacity 0", async () => {
      await opened({ capacity: 0 });
      expect(await arriveAs(aNewcomer(anna), NOW)).toMatchObject({ kind: "told-to-wait" });
      expect(await arriveAs(aTicket(ben), NOW)).toMatchObject({ kind: "waiting", place: 1 });
      expect((await turn(aBatch(), NOW + 5000)).snapshot).toMatchObject({ called: 0, openSeats: 0 });
    });

    it("seats at once in redirect mode", async () => {
      await opened({ admission: { kind: "redirect", targetUrl: "https://shop.example/" } });
      const seat = { kind: "seated", expiresAtMs: NOW + SESSION_MS };
      expect(await arriveAs(aNewcomer(anna), NOW)).toMatchObject(seat);
      expect(await arriveAs(aTicket(anna), NOW + 9)).toMatchObject(seat);
      expect((await turn(aBatch(), NOW + 10)).snapshot).toMatchObject({ called: 0, seats: 1 });
    });

    it("seats exactly ten of 500 newcomers who come at the same moment", async () => {
      await opened({ capacity: 10 });
      const kinds: string[] = [];
      // In waves: a busy machine takes longer than a link's deadline to answer 500 at once.
      for (let wave = 0; wave < 10; wave++) {
        const all = Array.from({ length: 50 }, (_, i) => arriveAs(aNewcomer(aVisitor(`runner${wave * 50 + i}`)), NOW));
        for (const { kind } of await Promise.all(all)) kinds.push(kind);
      }
      expect(kinds).toHaveLength(500);
      expect(kinds.filter((kind) => kind === "called")).toHaveLength(10);
    });

    it("ends expired seats in an idle room, where no turn would", async () => {
      await arriveAs(aNewcomer(anna), NOW);
      await confirm(anna, NOW + 1000);
      expect(await arriveAs(aNewcomer(ben), NOW + 3_600_000)).toMatchObject({ kind: "called" });
    });
  });

  describe("a turn", () => {
    it("calls those in line by number as far as seats are free, and lists them", async () => {
      await opened({ capacity: 2 });
      const { snapshot } = await turn(showing(anna, ben, cleo), NOW);
      expect(snapshot).toMatchObject({ called: 2, waiting: 1, openSeats: 0, seats: 0 });
      expect([...snapshot.calledPrefixes].sort()).toEqual(["anna", "ben-"]);
      expect(snapshot.sketch.front).toEqual([numberFrom(60_000 - 2)]);
    });

    it("keeps house at most once a second, however many ask", async () => {
      await turn(aBatch(), NOW);
      expect((await turn(showing(anna), NOW + 999)).snapshot).toMatchObject({ called: 0, asOfMs: NOW });
      expect((await turn(aBatch(), NOW + 1000)).snapshot).toMatchObject({ called: 1, asOfMs: NOW + 1000 });
    });

    it("does not wait for a visitor who vanished: his call lapses and goes to the next", async () => {
      await turn(showing(anna, ben), NOW);
      const steadily = async (fromMs: number, toMs: number) => {
        for (let atMs = fromMs; atMs <= toMs; atMs += 1000) await turn(showing(ben), atMs);
      };
      await steadily(NOW + 1000, NOW + CLAIM_MS + 9000);
      expect(await arriveAs(aTicket(ben), NOW + CLAIM_MS + 9500)).toMatchObject({ kind: "waiting", place: 1 });
      await steadily(NOW + CLAIM_MS + 10_000, NOW + CLAIM_MS + 10_000);
      expect(await arriveAs(aTicket(ben), NOW + CLAIM_MS + 10_001)).toMatchObject({ kind: "called" });
    });

    it("passes over who was silent for twenty seconds, and lets him back in at the front", async () => {
      await turn(showing(anna, ben, cleo), NOW);
      for (let atMs = NOW + 1000; atMs < NOW + 20_000; atMs += 1000) await turn(showing(cleo), atMs);
      await turnstile.release({ visitor: anna, passEpoch: anEpoch() }, KNOWN, NOW + 19_500);
      expect((await turn(showing(cleo), NOW + 20_000)).snapshot).toMatchObject({ called: 1, waiting: 0 });
      expect(await arriveAs(aTicket(cleo), NOW + 20_100)).toMatchObject({ kind: "called" });
      expect(await arriveAs(aTicket(ben), NOW + 20_200)).toMatchObject({ kind: "waiting", place: 1 });
    });

    it("passes over, once a claim has gone by since the room stood still, who has not been heard of since", async () => {
      await arriveAs(aNewcomer(cleo), NOW);
      await turn(showing(anna, ben), NOW);
      await confirm(cleo, NOW + 100);
      for (let atMs = NOW + 10_000; atMs < NOW + 86_000; atMs += 1000) await turn(showing(ben), atMs);
      await turnstile.release({ visitor: cleo, passEpoch: anEpoch() }, KNOWN, NOW + 85_500);
      expect((await turn(showing(ben), NOW + 86_000)).snapshot).toMatchObject({ called: 1, waiting: 0 });
      expect(await arriveAs(aTicket(ben), NOW + 86_100)).toMatchObject({ kind: "called" });
    });

    it("keeps a call its holder was not told of until a claim after his last sign of life", async () => {
      await arriveAs(aNewcomer(cleo), NOW);
      await turn(showing(anna, ben), NOW);
      for (let atMs = NOW + 1000; atMs < NOW + 10_000; atMs += 1000) await turn(showing(ben), atMs);
      await turnstile.release({ visitor: cleo, passEpoch: anEpoch() }, KNOWN, NOW + 10_000);
      for (let atMs = NOW + 10_000; atMs < NOW + 85_000; atMs += 1000) await turn(showing(ben), atMs);
      expect(await arriveAs(aTicket(ben), NOW + 84_500)).toMatchObject({ kind: "waiting" });
      await turn(showing(ben), NOW + 85_000);
      expect(await arriveAs(aTicket(ben), NOW + 85_500)).toMatchObject({ kind: "called" });
    });

    it("calls only numbers six seconds old while more were told to wait than seats are free", async () => {
      const young = aBatch({ present: [{ visitor: anna, number: numberFrom(3000) }], toldToWait: 2 });
      expect((await turn(young, NOW)).snapshot).toMatchObject({ called: 0, waiting: 1 });
      expect((await turn(aBatch(), NOW + 2999)).snapshot).toMatchObject({ called: 0 });
      expect((await turn(aBatch({ toldToWait: 2 }), NOW + 4000)).snapshot).toMatchObject({ called: 1 });
    });

    it("drops who was silent for longer than patience, and puts him back under his number", async () => {
      await opened({ capacity: 0 });
      await turn(showing(anna, ben), NOW);
      for (let atMs = NOW + 1000; atMs <= NOW + 120_000; atMs += 1000) await turn(aBatch({ present: [] }), atMs);
      expect((await turn(showing(ben), NOW + 121_000)).snapshot).toMatchObject({ waiting: 1 });
      expect(await arriveAs(aTicket(anna), NOW + 121_500)).toMatchObject({ place: 1, waiting: 2 });
    });

    it("takes more calls than one turn can make in the turns that follow", async () => {
      await opened({ capacity: 5000 });
      const visitors = Array.from({ length: 1200 }, (_, i) => aVisitor(`a${i}`));
      const more = Array.from({ length: 1200 }, (_, i) => aVisitor(`b${i}`));
      await turn(aBatch({ present: visitors.map((visitor, i) => ({ visitor, number: i })) }), NOW);
      await turn(aBatch({ present: more.map((visitor, i) => ({ visitor, number: 5000 + i })) }), NOW + 100);
      expect((await turn(aBatch(), NOW + 1000)).snapshot).toMatchObject({ called: 2400, waiting: 0 });
    });
  });
}
