// The turnstile once more, slow and obvious: plain maps, whole sorts, no Redis. It is the oracle for the scripts.

import { UNTOUCHED } from "../../../src/domain/control.ts";
import type { Epoch } from "../../../src/domain/epoch.ts";
import type { Room } from "../../../src/domain/room.ts";
import { CALLED_PREFIX_LENGTH } from "../../../src/domain/snapshot.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import type { TurnLimits } from "../../../src/turnstile/redis-turnstile.ts";
import type { Known, Turnstile } from "../../../src/turnstile/turnstile.ts";
import { modelRules, soonest } from "./model-rules.ts";
import { emptyState, type ModelState } from "./model-state.ts";

export type ModelTurnstile = Turnstile & { readonly state: () => ModelState; readonly wipe: () => void };

export function modelTurnstile(options: { room: Room; limits: TurnLimits; mintEpoch: () => Epoch }): ModelTurnstile {
  const { room: settings, limits, mintEpoch } = options;
  const [sessionMs, claimMs] = [settings.sessionSeconds * 1000, settings.claimSeconds * 1000];
  const [patienceMs, ticketMs] = [settings.patienceSeconds * 1000, settings.ticketSeconds * 1000];
  let s = emptyState();

  function meetEpoch(known: Known, nowMs: number): Epoch {
    if (s.room.epoch === null) {
      s.room.epoch = mintEpoch();
      s.room.madeMs = nowMs;
    }
    if (known.epoch !== null && known.epoch !== s.room.epoch) {
      const seats = known.seats ?? -1;
      if (s.room.wipe === null) {
        const { madeMs } = s.room;
        s.room.wipe = { heldUntilMs: madeMs + 40_000, owedUntilMs: madeMs + sessionMs, owed: seats };
      } else if (nowMs < s.room.wipe.heldUntilMs) {
        s.room.wipe.owed = Math.max(s.room.wipe.owed, seats);
      }
    }
    return s.room.epoch;
  }

  const rules = modelRules(settings, limits, () => s);
  const {
    limitsAt,
    isShut,
    isGathering,
    tokensAt,
    setTokens,
    mayLetIn,
    unheardAt,
    letIn,
    free,
    openAt,
    toldRecently,
    newestCallable,
    inOrder,
    leaveLine,
    endSeats,
    seat,
  } = rules;

  function housekeep(nowMs: number): void {
    const sinceMs = s.room.turnMs === null ? null : nowMs - s.room.turnMs;
    if (sinceMs !== null && sinceMs < 1000 && sinceMs > -5000) return;
    const stoodStill = sinceMs !== null && sinceMs > 5000;
    const dueBy = (hold: "seatsHeldUntilMs" | "callsHeldUntilMs" | "silenceHeldUntilMs", lengthMs: number): number => {
      const heldUntilMs = s.room[hold];
      if (nowMs < heldUntilMs) return 0;
      if (!stoodStill) return nowMs;
      s.room[hold] = nowMs + lengthMs;
      return heldUntilMs;
    };

    if (isGathering(nowMs)) {
      s.room.hasGathered = true;
      s.room.gatherUntilMs = nowMs + 4000;
    }

    endSeats(dueBy("seatsHeldUntilMs", 30_000), nowMs, limits.callsMost);

    const lapseDueMs = dueBy("callsHeldUntilMs", claimMs) - 10_000;
    const lapses = soonest(s.called, (call) => call.deadlineMs + (call.isAnnounced ? 0.5 : 0))
      .filter(([, call]) => call.deadlineMs <= lapseDueMs)
      .slice(0, limits.callsMost);
    for (const [visitor, call] of lapses) {
      s.called.delete(visitor);
      if (!call.isAnnounced) continue;
      if (s.lapsed.has(visitor)) s.spent.set(visitor, { untilMs: nowMs + ticketMs, by: "end" });
      else s.lapsed.set(visitor, nowMs + ticketMs);
    }

    const silentDueMs = dueBy("silenceHeldUntilMs", patienceMs) - patienceMs;
    const silent = soonest(s.seen, (seenMs) => seenMs).filter(([, seenMs]) => seenMs <= silentDueMs);
    for (const [visitor] of silent.slice(0, limits.callsMost)) leaveLine(visitor);

    for (const [visitor, { untilMs }] of s.spent) if (untilMs <= nowMs) s.spent.delete(visitor);
    for (const [visitor, untilMs] of s.lapsed) if (untilMs <= nowMs) s.lapsed.delete(visitor);

    const unheardBefore = s.room.unheard;
    const stillUnheard = { unheard: Math.max(0, unheardBefore - lapses.length), noShows: 0 };
    Object.assign(s.room, nowMs < s.room.callsHeldUntilMs ? stillUnheard : unheardAt(nowMs));
    const tokens = tokensAt(nowMs, lapses.length + s.room.unheard - unheardBefore);
    const open = openAt(nowMs, tokens);
    const newest = newestCallable(nowMs, open);
    const couldReport = nowMs >= s.room.callsHeldUntilMs;
    let calls = 0;
    const first = inOrder().filter((visitor) => (s.line.get(visitor) ?? 0) <= newest);
    const { inflowPerMinute } = limitsAt(nowMs);
    const enough = inflowPerMinute === "unlimited" ? 1 : Math.max(1, inflowPerMinute / 40);
    const mostCalls = s.room.heldBack >= enough ? 0 : Math.min(open, limits.callsMost);
    s.room.heldBack = 0;
    for (const visitor of mostCalls === 0 ? [] : first.slice(0, mostCalls + 500)) {
      if (calls === mostCalls) break;
      const heardMs = couldReport ? (s.seen.get(visitor) ?? nowMs) : nowMs;
      leaveLine(visitor);
      if (heardMs + Math.min(claimMs, 20_000) <= nowMs) continue;
      s.called.set(visitor, { deadlineMs: heardMs + claimMs, isAnnounced: false });
      calls += 1;
    }
    setTokens(tokens - calls, nowMs);

    const numbers = inOrder().map((visitor) => s.line.get(visitor) ?? 0);
    s.room.turnMs = nowMs;
    s.room.report = {
      asOfMs: nowMs,
      waiting: s.line.size,
      seats: s.seats.size,
      called: s.called.size,
      openSeats: open - calls,
      sketch: {
        front: numbers.slice(0, 64),
        points: numbers.map((number, rank) => ({ number, rank })).slice(64),
        waiting: s.line.size,
      },
      calledPrefixes: new Set([...s.called.keys()].map((visitor) => visitor.slice(0, CALLED_PREFIX_LENGTH))),
      // Measuring how long people stay and how many leave has tests of its own.
      seatKeptSeconds: null,
      silentShare: 0,
      leavingPerSecond: 0,
    };
  }

  return {
    state: () => s,
    wipe: () => {
      s = emptyState();
    },

    async turn(batch, known, nowMs) {
      const epoch = meetEpoch(known, nowMs);
      const refused: VisitorId[] = [];
      const holds = new Set([...s.called.keys(), ...s.seats.keys()]);
      const wasSeated = new Set(s.seats.keys());
      for (const { visitor, expiresAtMs } of batch.confirmed) {
        if (s.spent.has(visitor) || !holds.has(visitor)) refused.push(visitor);
        else seat(visitor, expiresAtMs);
      }
      for (const { visitor, expiresAtMs } of batch.restored) {
        const known = s.seats.has(visitor) || s.called.has(visitor);
        if (s.spent.has(visitor) || !(known || s.room.wipe !== null)) refused.push(visitor);
        else {
          if (!known) s.room.back += 1;
          seat(visitor, expiresAtMs);
        }
      }
      for (const { visitor, number } of batch.present) {
        if (wasSeated.has(visitor) || s.spent.has(visitor)) refused.push(visitor);
        if (s.called.has(visitor) || s.seats.has(visitor) || s.spent.has(visitor)) continue;
        if (!s.line.has(visitor)) s.line.set(visitor, number);
        s.seen.set(visitor, nowMs);
      }
      for (let i = 0; i < batch.toldToWait; i++) s.room.toldAt.push(nowMs);
      s.room.waits.estimated += batch.waits.estimated;
      s.room.waits.held += batch.waits.held;
      housekeep(nowMs);
      const { estimated, held } = s.room.waits;
      const waitsHeldShare = estimated === 0 ? null : held / estimated;
      const heldUntilMs = Math.max(s.room.wipe?.heldUntilMs ?? 0, s.room.gatherUntilMs);
      const snapshot = {
        ...s.room.report,
        epoch,
        toldRecently: toldRecently(nowMs),
        waitsHeldShare,
        heldUntilMs,
        control: UNTOUCHED,
      };
      return { snapshot, refused };
    },

    async arrive({ visitor, number, who, toldToWait }, known, nowMs) {
      const epoch = meetEpoch(known, nowMs);
      for (let i = 0; i < toldToWait; i++) s.room.toldAt.push(nowMs);
      const seatsAtOnce = settings.admission.kind === "redirect";
      if (who === "ticket") {
        const expiresAtMs = s.seats.get(visitor);
        if (expiresAtMs !== undefined && expiresAtMs <= nowMs) return { kind: "spent", epoch };
        if (expiresAtMs !== undefined) return { kind: "seated", epoch, expiresAtMs };
        const kept = s.called.get(visitor);
        const isTakenBack = kept !== undefined && !kept.isAnnounced && isShut(nowMs);
        if (isTakenBack) {
          s.called.delete(visitor);
          setTokens(tokensAt(nowMs, 1), nowMs);
        }
        const call = isTakenBack ? undefined : kept;
        if (call !== undefined && !call.isAnnounced) {
          if (!mayLetIn(nowMs)) {
            s.called.set(visitor, { deadlineMs: nowMs + claimMs, isAnnounced: false });
            s.room.heldBack += 1;
            return { kind: "waiting", epoch, place: 1, waiting: s.line.size + 1 };
          }
          letIn(nowMs);
        }
        if (call !== undefined && seatsAtOnce) {
          seat(visitor, nowMs + sessionMs);
          return { kind: "seated", epoch, expiresAtMs: nowMs + sessionMs };
        }
        if (call !== undefined) {
          if (!call.isAnnounced) s.called.set(visitor, { deadlineMs: nowMs + claimMs, isAnnounced: true });
          const deadlineMs = call.isAnnounced ? call.deadlineMs : nowMs + claimMs;
          if (deadlineMs <= nowMs) return { kind: "waiting", epoch, place: 1, waiting: s.line.size + 1 };
          return { kind: "called", epoch, deadlineMs };
        }
        if (s.spent.has(visitor)) return { kind: "spent", epoch };
      }
      if (s.seats.size > 0 && free(nowMs) <= 0 && nowMs >= s.room.seatsHeldUntilMs) {
        const isStill = s.room.turnMs !== null && nowMs - s.room.turnMs > 5000;
        endSeats(isStill ? nowMs - 30_000 : nowMs, nowMs, 100);
      }
      const tokens = tokensAt(nowMs, 0);
      const open = mayLetIn(nowMs) ? openAt(nowMs, tokens) : 0;
      if (who === "newcomer") {
        const newest = s.room.toldAt.filter((atMs) => Math.floor(atMs / 2000) === Math.floor(nowMs / 2000)).length;
        if (open <= toldRecently(nowMs) + 3 * newest || s.line.size > 0) return { kind: "told-to-wait", epoch };
      } else {
        if (!s.line.has(visitor)) s.line.set(visitor, number);
        s.seen.set(visitor, nowMs);
        const rank = inOrder().indexOf(visitor);
        if (open <= 0 || rank > 0 || number > newestCallable(nowMs, open)) {
          return { kind: "waiting", epoch, place: rank + 1, waiting: s.line.size };
        }
        leaveLine(visitor);
      }
      setTokens(tokens - 1, nowMs);
      letIn(nowMs);
      if (seatsAtOnce) {
        seat(visitor, nowMs + sessionMs);
        return { kind: "seated", epoch, expiresAtMs: nowMs + sessionMs };
      }
      s.called.set(visitor, { deadlineMs: nowMs + claimMs, isAnnounced: true });
      return { kind: "called", epoch, deadlineMs: nowMs + claimMs };
    },

    async renew({ visitor, expiresAtMs, lapsedSeat, passEpoch }, known, nowMs) {
      const seatedUntilMs = s.seats.get(visitor);
      if (seatedUntilMs !== undefined && seatedUntilMs < expiresAtMs && s.room.epoch !== null) {
        s.seats.set(visitor, expiresAtMs);
        return { kind: "renewed", epoch: s.room.epoch, expiresAtMs };
      }
      const epoch = meetEpoch(known, nowMs);
      if (seatedUntilMs !== undefined) return { kind: "renewed", epoch, expiresAtMs: seatedUntilMs };
      const spent = s.spent.get(visitor);
      const isCalled = s.called.has(visitor);
      const putBack = !isCalled && spent === undefined && s.room.wipe !== null && passEpoch !== epoch;
      const restored = spent?.by === "expiry" && lapsedSeat === "restore";
      if (!isCalled && !putBack && !restored) return { kind: "gone", epoch };
      if (putBack) s.room.back += 1;
      s.spent.delete(visitor);
      seat(visitor, expiresAtMs);
      return { kind: "renewed", epoch, expiresAtMs };
    },

    async release({ visitor, passEpoch }, known, nowMs) {
      const epoch = meetEpoch(known, nowMs);
      const hadSeat = s.seats.delete(visitor);
      const hadCall = s.called.delete(visitor);
      leaveLine(visitor);
      const wasOver = s.spent.has(visitor);
      s.spent.set(visitor, { untilMs: nowMs + ticketMs, by: "end" });
      if (hadCall) setTokens(tokensAt(nowMs, 1), nowMs);
      else if (!hadSeat && !wasOver && s.room.wipe !== null && passEpoch !== null && passEpoch !== epoch) {
        s.room.back += 1;
      }
      return { kind: "released", epoch, seats: hadSeat ? 1 : 0 };
    },
  };
}
