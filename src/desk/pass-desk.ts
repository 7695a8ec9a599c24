// What a desk does with a pass that is shown: confirm it, swap it, renew it, reclaim its seat, give it up.

import type { Epoch } from "../domain/epoch.ts";
import type { Pass } from "../domain/pass.ts";
import type { VisitorId } from "../domain/visitor.ts";
import type { KeepAlive } from "./clock.ts";
import { inFlight } from "./in-flight.ts";
import { recentVisitors } from "./recent-visitors.ts";
import type { RoomMemory } from "./room-memory.ts";

/** Renewals under way at once in one isolate: past this, passes are renewed by a later request. */
const RENEWALS_MOST = 64;
const RENEWAL_DEADLINE_MS = 1600;
/** A browser shows its new pass at once; one that goes on showing the old pass must not renew at every request. */
const RENEWED_BELIEVED_MS = 3000;
/** An answer of the origin, its cookie made before the seat was given up, may be under way this long. */
const GIVEN_UP_REMEMBERED_MS = 60_000;
/** Releases under way at once in one isolate; past this they wait for their second try. */
const RELEASES_MOST = 64;
/** A release that failed is tried again after these pauses; then once the outage is over. */
const RELEASE_RETRIES_MS = [1000, 3000];
/** Most releases kept until then; past this a seat ends with its session. */
const UNDELIVERED_MOST = 5000;

/** The desk's part for visitors with a pass. */
export type PassDesk = {
  /**
   * A good pass was shown. Returns the pass to replace it with, or `null` to keep it; a `"watch"` only confirms.
   * *Costs*: one round trip past half of a full pass's life or in the last third of a claim, else none.
   */
  readonly usePass: (pass: Pass, may: "replace" | "watch", keepAlive: KeepAlive) => Promise<Pass | null>;
  /** A pass that ran out is shown within grace. `"outage"`: Redis could not be asked. */
  readonly reclaimSeat: (
    pass: Pass,
    lapsedSeat: "restore" | "keep",
    keepAlive: KeepAlive,
  ) => Promise<Pass | "gone" | "outage">;
  /** Ends seat, call or place for good; tries go on after the answer until Redis has heard of it. */
  readonly release: (visitor: VisitorId, passEpoch: Epoch | null, keepAlive: KeepAlive) => Promise<void>;
  /** Whether the visitor has recently given up their seat at this isolate: no cookie may say otherwise. */
  readonly hasGivenUp: (visitor: VisitorId) => boolean;
  /** Since when Redis could not be asked; `null` while all is well. */
  readonly outageSinceMs: () => number | null;
};

export function passDesk(memory: RoomMemory): PassDesk {
  const { room, box, breaker, clock, confirmations } = memory;
  const renewals = inFlight({ most: RENEWALS_MOST, deadlineMs: RENEWAL_DEADLINE_MS });
  const releases = inFlight({ most: RELEASES_MOST, deadlineMs: RENEWAL_DEADLINE_MS });
  const recentlyRenewed = recentVisitors(RENEWED_BELIEVED_MS);
  const givenUp = recentVisitors(GIVEN_UP_REMEMBERED_MS);
  const released = recentVisitors(GIVEN_UP_REMEMBERED_MS);
  const undelivered = new Map<VisitorId, Epoch | null>();
  const [sessionMs, sessionMaxMs] = [room.sessionSeconds * 1000, room.sessionMaxSeconds * 1000];
  const [claimMs, graceMs] = [room.claimSeconds * 1000, room.graceSeconds * 1000];

  function seatEnd(pass: Pass): number {
    return Math.min(clock.nowMs() + sessionMs, pass.sinceMs + sessionMaxMs);
  }

  function replaced(pass: Pass, epoch: Epoch, expiresAtMs: number): Pass {
    return { ...pass, epoch, stage: pass.stage === "last" ? "last" : "full", issuedAtMs: clock.nowMs(), expiresAtMs };
  }

  function isRenewable(pass: Pass): boolean {
    return pass.stage === "full" && room.sessionRenewal === "on";
  }

  async function renew(
    pass: Pass,
    lapsedSeat: "restore" | "keep",
    expiresAtMs: number,
  ): Promise<Pass | "gone" | "outage"> {
    const { visitor, epoch: passEpoch } = pass;
    const renewal = { visitor, expiresAtMs, passEpoch, lapsedSeat };
    const known = memory.known(passEpoch);
    const guarded = await breaker.attempt(() => memory.turnstile.renew(renewal, known, clock.nowMs()));
    if (guarded.kind === "fault") return "outage";
    recentlyRenewed.add(visitor, clock.nowMs());
    if (guarded.value.kind === "gone") return "gone";
    memory.over.forget(visitor);
    return replaced(pass, guarded.value.epoch, Math.min(expiresAtMs, guarded.value.expiresAtMs));
  }

  /** A repeated release has nobody waiting for it, so it may be the call that finds Redis back. */
  async function sendRelease(
    visitor: VisitorId,
    passEpoch: Epoch | null,
    time: "first" | "again",
  ): Promise<"delivered" | "undelivered"> {
    if (released.has(visitor, clock.nowMs())) return "delivered";
    const leave = releases.enter(visitor, clock.nowMs());
    if (leave === null) return "undelivered";
    const release = { visitor, passEpoch };
    const send = time === "again" && breaker.mayProbe() ? breaker.probe : breaker.attempt;
    const guarded = await send(() => memory.turnstile.release(release, memory.known(), clock.nowMs()));
    leave();
    if (guarded.kind === "fault") return "undelivered";
    released.add(visitor, clock.nowMs());
    memory.over.add(visitor, clock.nowMs());
    return "delivered";
  }

  function sendUndelivered(keepAlive: KeepAlive): void {
    if (undelivered.size === 0 || breaker.outageSinceMs() !== null) return;
    const due = [...undelivered];
    undelivered.clear();
    keepAlive(
      (async () => {
        for (const [visitor, passEpoch] of due) {
          if ((await sendRelease(visitor, passEpoch, "again")) === "undelivered") undelivered.set(visitor, passEpoch);
        }
      })(),
    );
  }

  /** Puts what the pass proves into the batch, until a turn that carried it has been answered. */
  function confirm(pass: Pass): Pass | null {
    const roomEpoch = memory.lastSnapshot()?.epoch ?? null;
    const isEarlier = roomEpoch !== null && pass.epoch !== roomEpoch;
    if (pass.stage !== "fresh" && !isEarlier) return null;
    const confirmed = confirmations.of(pass.visitor);
    if (confirmed !== null && confirmed.epoch === roomEpoch)
      return replaced(pass, confirmed.epoch, confirmed.expiresAtMs);
    const expiresAtMs = pass.stage === "fresh" ? seatEnd(pass) : pass.expiresAtMs;
    if (isEarlier) box.restored(pass.visitor, expiresAtMs);
    else box.confirmed(pass.visitor, expiresAtMs);
    return null;
  }

  function isRenewalDue(pass: Pass): boolean {
    const leftMs = pass.expiresAtMs - clock.nowMs();
    if (pass.stage === "fresh") return leftMs < claimMs / 3;
    return isRenewable(pass) && leftMs < sessionMs / 2 && seatEnd(pass) > pass.expiresAtMs;
  }

  return {
    async usePass(pass, may, keepAlive) {
      if (pass.stage === "done") return null;
      memory.witness(pass.epoch);
      let replacement = confirm(pass);
      const isDue = may === "replace" && isRenewalDue(replacement ?? pass);
      if (isDue && !recentlyRenewed.has(pass.visitor, clock.nowMs())) {
        const leave = renewals.enter(pass.visitor, clock.nowMs());
        const renewed = leave === null ? "under way" : await renew(pass, "keep", seatEnd(pass));
        leave?.();
        if (typeof renewed !== "string") replacement = renewed;
      }
      memory.turns.keepTurning(keepAlive);
      sendUndelivered(keepAlive);
      return may === "replace" ? replacement : null;
    },
    async reclaimSeat(pass, lapsedSeat, keepAlive) {
      memory.turns.keepTurning(keepAlive);
      // A fresh pass ran out unswapped: what its page pulled in confirmed the seat, and the holder then read for long.
      const isSeatsOwn = pass.stage === "fresh" || isRenewable(pass);
      const renewedEndMs = isSeatsOwn ? seatEnd(pass) : 0;
      // A pass that cannot be renewed may still finish; grace counts from the session's end, so it is given once.
      const sessionEndMs = pass.sinceMs + (isRenewable(pass) ? sessionMaxMs : sessionMs);
      const lastEndMs = Math.min(pass.expiresAtMs, sessionEndMs) + graceMs;
      const expiresAtMs = Math.max(renewedEndMs, lapsedSeat === "restore" ? lastEndMs : 0);
      if (expiresAtMs <= clock.nowMs() || givenUp.has(pass.visitor, clock.nowMs())) return "gone";
      const reclaimed = await renew(pass, lapsedSeat, expiresAtMs);
      // A pass beyond the session's own end is the last one, else each grace would lead to the next.
      const isLast = expiresAtMs > renewedEndMs;
      return typeof reclaimed !== "string" && isLast ? { ...reclaimed, stage: "last" } : reclaimed;
    },
    async release(visitor, passEpoch, keepAlive) {
      memory.turns.keepTurning(keepAlive);
      givenUp.add(visitor, clock.nowMs());
      box.forget(visitor);
      confirmations.forget(visitor);
      if ((await sendRelease(visitor, passEpoch, "first")) === "delivered") return;
      keepAlive(
        (async () => {
          for (const pauseMs of RELEASE_RETRIES_MS) {
            await clock.sleep(pauseMs);
            if ((await sendRelease(visitor, passEpoch, "again")) === "delivered") return;
          }
          if (undelivered.size < UNDELIVERED_MOST) undelivered.set(visitor, passEpoch);
        })(),
      );
    },
    hasGivenUp: (visitor) => givenUp.has(visitor, clock.nowMs()),
    outageSinceMs: () => breaker.outageSinceMs(),
  };
}
