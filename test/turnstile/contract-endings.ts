// Every turnstile's promises of endings: spent tickets, releases, renewals, standing still, lost data.

import { beforeEach, describe, expect, it } from "vitest";
import type { VisitorId } from "../../src/domain/visitor.ts";
import type { Known } from "../../src/turnstile/turnstile.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { KNOWN, NOW, numberFrom, rig, SESSION_MS, type TurnstileUnderTest } from "./under-test.ts";

const [anna, ben, cleo] = [aVisitor("anna"), aVisitor("ben"), aVisitor("cleo")];
const NUMBER = numberFrom(60_000);

export function endingsContract(under: TurnstileUnderTest): void {
  const { opened, turnstile, turn, steadily } = rig(under);
  const arrive = (visitor: VisitorId, who: "newcomer" | "ticket", atMs: number, known = KNOWN) =>
    turnstile.arrive({ visitor, number: NUMBER, who, toldToWait: 0 }, known, atMs);
  const release = (visitor: VisitorId, atMs: number, passEpoch = anEpoch()) =>
    turnstile.release({ visitor, passEpoch }, KNOWN, atMs);
  const renew = (visitor: VisitorId, atMs: number, lapsedSeat: "restore" | "keep" = "keep", passEpoch = anEpoch()) =>
    turnstile.renew({ visitor, expiresAtMs: atMs + SESSION_MS, passEpoch, lapsedSeat }, KNOWN, atMs);
  const showing = (...visitors: VisitorId[]) => ({ present: visitors.map((visitor) => ({ visitor, number: NUMBER })) });
  const seat = async (visitor: VisitorId, atMs: number) => {
    await arrive(visitor, "newcomer", atMs);
    await turn(atMs, { confirmed: [{ visitor, expiresAtMs: atMs + SESSION_MS }] });
  };

  beforeEach(() => opened());

  describe("releasing", () => {
    it("frees the seat for the next in line", async () => {
      await seat(anna, NOW);
      await turn(NOW + 1000, showing(ben));
      expect(await release(anna, NOW + 1500)).toMatchObject({ kind: "released", seats: 1 });
      expect((await turn(NOW + 2000)).snapshot).toMatchObject({ seats: 0, called: 1, waiting: 0 });
    });

    it("is final: no batch in flight anywhere undoes it", async () => {
      await seat(anna, NOW);
      await release(anna, NOW + 1000);
      const late = { ...showing(anna), confirmed: [{ visitor: anna, expiresAtMs: NOW + SESSION_MS }] };
      const report = await turn(NOW + 1100, { ...late, restored: late.confirmed });
      expect(report.refused).toEqual([anna, anna, anna]);
      expect((await turn(NOW + 2200)).snapshot).toMatchObject({ waiting: 0, seats: 0, called: 0 });
      expect(await arrive(anna, "ticket", NOW + 2300)).toMatchObject({ kind: "spent" });
      expect(await renew(anna, NOW + 2400, "restore")).toMatchObject({ kind: "gone" });
    });

    it("releases nothing twice", async () => {
      await seat(anna, NOW);
      await release(anna, NOW + 1000);
      expect(await release(anna, NOW + 1001)).toMatchObject({ seats: 0 });
    });

    it("gives up a place in line", async () => {
      await opened({ capacity: 0 });
      await turn(NOW, showing(anna, ben));
      await release(anna, NOW + 1);
      expect((await turn(NOW + 1000)).snapshot).toMatchObject({ waiting: 1 });
    });
  });

  describe("a ticket admits once", () => {
    it("is spent when its seat expires", async () => {
      await seat(anna, NOW);
      await steadily(NOW + 1000, NOW + SESSION_MS);
      expect(await arrive(anna, "ticket", NOW + SESSION_MS + 1)).toMatchObject({ kind: "spent" });
    });

    it("is spent at the second lapse of a call its holder was told of", async () => {
      await opened({ claimSeconds: 5 });
      await arrive(anna, "ticket", NOW);
      await steadily(NOW, NOW + 15_000);
      expect(await arrive(anna, "ticket", NOW + 15_500)).toMatchObject({ kind: "called" });
      await steadily(NOW + 16_000, NOW + 31_000);
      expect(await arrive(anna, "ticket", NOW + 31_500)).toMatchObject({ kind: "spent" });
    });

    it("is not spent by calls its holder was never told of", async () => {
      await opened({ claimSeconds: 5 });
      for (let round = 0; round < 3; round++) {
        await steadily(NOW + round * 20_000, NOW + round * 20_000, showing(anna));
        await steadily(NOW + round * 20_000 + 1000, NOW + round * 20_000 + 19_000);
      }
      expect(await arrive(anna, "ticket", NOW + 60_000)).toMatchObject({ kind: "called" });
    });

    it("is remembered as spent until no copy of it can be valid", async () => {
      await opened({ ticketSeconds: 4000 });
      await turn(NOW);
      await release(anna, NOW);
      await turn(NOW + 3_999_000);
      expect(await arrive(anna, "ticket", NOW + 3_999_000)).toMatchObject({ kind: "spent" });
      await turn(NOW + 4_001_000);
      expect(await arrive(anna, "ticket", NOW + 4_001_000)).toMatchObject({ kind: "called" });
    });
  });

  describe("renewing", () => {
    it("extends an existing seat, and never shortens it", async () => {
      await seat(anna, NOW);
      expect(await renew(anna, NOW + 1000)).toMatchObject({ kind: "renewed", expiresAtMs: NOW + 1000 + SESSION_MS });
      expect(await renew(anna, NOW)).toMatchObject({ kind: "renewed", expiresAtMs: NOW + 1000 + SESSION_MS });
    });

    it("takes up a call at once", async () => {
      await arrive(anna, "newcomer", NOW);
      expect(await renew(anna, NOW + 50_000)).toMatchObject({ kind: "renewed" });
      expect((await turn(NOW + 51_000)).snapshot).toMatchObject({ seats: 1, called: 0 });
    });

    it("restores a seat that ran out where grace asks for it, and only there", async () => {
      await seat(anna, NOW);
      await steadily(NOW + 1000, NOW + SESSION_MS + 1000);
      expect(await renew(anna, NOW + SESSION_MS + 2000, "keep")).toMatchObject({ kind: "gone" });
      expect(await renew(anna, NOW + SESSION_MS + 2000, "restore")).toMatchObject({ kind: "renewed" });
    });

    it("knows nothing of a stranger", async () => {
      await turn(NOW);
      expect(await renew(anna, NOW + 1, "restore")).toMatchObject({ kind: "gone" });
    });
  });

  describe("after standing still", () => {
    it("ends no seat for thirty seconds, so that a pass which ran out meanwhile can be renewed", async () => {
      await seat(anna, NOW);
      const back = NOW + SESSION_MS + 60_000;
      expect((await turn(back)).snapshot).toMatchObject({ seats: 1 });
      await steadily(back + 1000, back + 29_000);
      expect(await renew(anna, back + 29_500)).toMatchObject({ kind: "renewed" });
    });

    it("ends what is due once the hold is over", async () => {
      await seat(anna, NOW);
      const back = NOW + SESSION_MS + 60_000;
      await steadily(back, back + 29_000);
      expect((await turn(back + 30_000)).snapshot).toMatchObject({ seats: 0 });
    });

    it("lets no call lapse until another claim has passed, and drops nobody until another patience has", async () => {
      await turn(NOW, showing(anna, ben));
      const back = NOW + 300_000;
      await steadily(back, back + 74_000);
      expect((await turn(back + 74_500)).snapshot).toMatchObject({ called: 1, waiting: 1 });
      await steadily(back + 75_000, back + 120_000);
      expect((await turn(back + 120_500)).snapshot).toMatchObject({ waiting: 0 });
    });

    it("is not held still for ever by one visitor who asks every ten seconds", async () => {
      await seat(anna, NOW);
      let admittedAt: number | null = null;
      for (let atMs = NOW + SESSION_MS - 20_000; atMs < NOW + SESSION_MS + 120_000; atMs += 10_000) {
        await turn(atMs, showing(ben));
        const arrived = await arrive(ben, "ticket", atMs);
        if (arrived.kind === "called") admittedAt ??= atMs;
      }
      expect(admittedAt).not.toBeNull();
      expect(admittedAt).toBeLessThanOrEqual(NOW + SESSION_MS + 40_000);
    });
  });

  describe("when data was lost", () => {
    const before: Known = { epoch: anEpoch("before"), seats: 1 };

    it("calls nobody for forty seconds once a desk names another epoch", async () => {
      await turn(NOW, showing(anna), before);
      await steadily(NOW + 1000, NOW + 39_000, showing(anna));
      expect((await turn(NOW + 39_500)).snapshot).toMatchObject({ called: 0, waiting: 1, openSeats: 0 });
      expect(await arrive(cleo, "newcomer", NOW + 39_600)).toMatchObject({ kind: "told-to-wait" });
    });

    it("calls at once in a room that is merely new", async () => {
      expect((await turn(NOW, showing(anna), { epoch: null, seats: null })).snapshot).toMatchObject({ called: 1 });
    });

    it("puts a seat back once for a pass of the earlier epoch", async () => {
      const restored = [{ visitor: anna, expiresAtMs: NOW + 500_000 }];
      expect((await turn(NOW, { restored }, before)).refused).toEqual([]);
      expect((await turn(NOW + 1000, { restored })).snapshot).toMatchObject({ seats: 1 });
      await release(anna, NOW + 2000, anEpoch("before"));
      expect((await turn(NOW + 3000, { restored })).refused).toEqual([anna]);
    });

    it("counts seats known before as taken until they are put back, released or would have expired", async () => {
      await opened({ capacity: 3, sessionSeconds: 100 });
      const expiresAtMs = NOW + 90_000;
      await turn(NOW, { restored: [{ visitor: anna, expiresAtMs }] }, { epoch: anEpoch("before"), seats: 3 });
      await steadily(NOW + 1000, NOW + 41_000, showing(ben, cleo));
      expect((await turn(NOW + 42_000, showing(ben, cleo))).snapshot).toMatchObject({
        seats: 1,
        called: 0,
        waiting: 2,
      });
      await release(aVisitor("dora"), NOW + 42_500, anEpoch("before"));
      expect((await turn(NOW + 43_000, showing(ben, cleo))).snapshot).toMatchObject({ called: 1, waiting: 1 });
      await steadily(NOW + 44_000, NOW + 99_000, showing(cleo));
      expect((await turn(NOW + 100_000, showing(cleo))).snapshot).toMatchObject({ waiting: 0 });
    });

    it("takes every seat as taken when no desk knows how many were", async () => {
      await opened({ capacity: 3, sessionSeconds: 100 });
      await turn(NOW, showing(anna), { epoch: anEpoch("before"), seats: null });
      await steadily(NOW + 1000, NOW + 99_000, showing(anna));
      expect((await turn(NOW + 99_500)).snapshot).toMatchObject({ called: 0 });
      expect((await turn(NOW + 100_500)).snapshot).toMatchObject({ called: 1 });
    });

    it("holds once an epoch: a straggler of an earlier one does not hold the room again", async () => {
      await turn(NOW, showing(anna), before);
      await steadily(NOW + 1000, NOW + 60_000, showing(anna));
      await turn(NOW + 700_000, showing(anna), before);
      expect((await turn(NOW + 701_000, showing(anna), before)).snapshot).toMatchObject({ called: 1 });
    });
  });
}
