// Shared by the verbs of the model turnstile: tokens, free seats, order, and moving a visitor from one set to another.

import type { Room } from "../../../src/domain/room.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import type { TurnLimits } from "../../../src/turnstile/redis-turnstile.ts";
import type { ModelState } from "./model-state.ts";

export function modelRules(settings: Room, limits: TurnLimits, s: () => ModelState) {
  const ticketMs = settings.ticketSeconds * 1000;
  const { opening, closesAtMs } = settings.calendar;
  const callsFromMs = opening === null ? 0 : opening.opensAtMs + 8000;

  /**
   * What counts while the site warms up: a tenth at first, then evenly more; of the capacity where no inflow is set.
   */
  function limitsAt(nowMs: number): Pick<Room, "capacity" | "inflowPerMinute"> {
    const { capacity, inflowPerMinute } = settings;
    const rampMs = (opening?.rampSeconds ?? 0) * 1000;
    if (rampMs === 0 || nowMs >= callsFromMs + rampMs) return { capacity, inflowPerMinute };
    const permille = Math.round(100 + (900 * Math.max(0, nowMs - callsFromMs)) / rampMs);
    const part = (whole: number) => Math.ceil((whole * permille) / 1000);
    if (inflowPerMinute === "unlimited") return { capacity: part(capacity), inflowPerMinute };
    return { capacity, inflowPerMinute: part(inflowPerMinute) };
  }

  /** Once an opening: nothing was heard for five seconds when the first were to be called. */
  function isGathering(nowMs: number): boolean {
    const isJustOpened = opening !== null && nowMs >= callsFromMs && nowMs < callsFromMs + 120_000;
    return isJustOpened && nowMs - (s().room.turnMs ?? 0) > 5000 && !s().room.hasGathered;
  }

  function isShut(nowMs: number): boolean {
    return nowMs < callsFromMs || (closesAtMs !== null && nowMs >= closesAtMs);
  }

  function tokensAt(nowMs: number, back: number): number {
    const { inflowPerMinute } = limitsAt(nowMs);
    if (inflowPerMinute === "unlimited") return Number.POSITIVE_INFINITY;
    const most = 1 + inflowPerMinute / 30;
    const { tokens } = s().room;
    if (tokens === null) return most;
    const grown = (Math.max(0, nowMs - s().room.tokensMs) * inflowPerMinute * 0.97) / 60_000;
    return Math.max(tokens, Math.min(most, tokens + grown)) + back;
  }

  function setTokens(tokens: number, nowMs: number): void {
    if (settings.inflowPerMinute === "unlimited") return;
    s().room.tokens = tokens;
    s().room.tokensMs = Math.max(nowMs, s().room.tokensMs);
  }

  /** By the second, as many as no minute can reach beyond, but for those who did not come. */
  function mayLetIn(nowMs: number): boolean {
    const { inflowPerMinute } = limitsAt(nowMs);
    if (inflowPerMinute === "unlimited") return true;
    const recent = s().room.letInAt.filter((atMs) => Math.floor(atMs / 1000) > Math.floor(nowMs / 1000) - 61);
    return recent.length - s().room.noShows + 1 <= inflowPerMinute;
  }

  /** Calls whose holders have not been heard of: those that do not count, and those of people let in recently. */
  function unheardAt(nowMs: number): { readonly unheard: number; readonly noShows: number } {
    const silent = [...s().called.values()].map(({ deadlineMs, isAnnounced }) => {
      const heardMs = Math.max(deadlineMs - settings.claimSeconds * 1000, callsFromMs + 5500);
      return { isAnnounced, silentMs: nowMs - heardMs };
    });
    return {
      unheard: silent.filter(({ silentMs }) => silentMs > 5000).length,
      noShows: silent.filter(({ isAnnounced, silentMs }) => isAnnounced && silentMs > 2500 && silentMs < 59_000).length,
    };
  }

  function letIn(nowMs: number): void {
    s().room.letInAt.push(nowMs);
  }

  function owed(nowMs: number): number {
    const wipe = s().room.wipe;
    if (wipe === null || nowMs >= wipe.owedUntilMs) return 0;
    return Math.max(0, (wipe.owed < 0 ? limitsAt(nowMs).capacity : wipe.owed) - s().room.back);
  }

  function free(nowMs: number): number {
    return limitsAt(nowMs).capacity - s().seats.size - s().called.size - owed(nowMs);
  }

  function openAt(nowMs: number, tokens: number): number {
    const { wipe } = s().room;
    if (isShut(nowMs) || isGathering(nowMs)) return 0;
    if (nowMs < Math.max(wipe?.heldUntilMs ?? 0, s().room.gatherUntilMs)) return 0;
    return Math.max(0, Math.min(free(nowMs), Math.floor(tokens), limits.calledMost - s().called.size));
  }

  function toldRecently(nowMs: number): number {
    return s().room.toldAt.filter((atMs) => Math.floor(atMs / 2000) > Math.floor(nowMs / 2000) - 4).length;
  }

  function newestCallable(nowMs: number, open: number): number {
    return toldRecently(nowMs) > open ? (nowMs - 6000) * 1000 : Number.POSITIVE_INFINITY;
  }

  function inOrder(): VisitorId[] {
    return [...s().line].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([visitor]) => visitor);
  }

  function leaveLine(visitor: VisitorId): void {
    s().line.delete(visitor);
    s().seen.delete(visitor);
  }

  function endSeats(dueMs: number, nowMs: number, most: number): void {
    const due = soonest(s().seats, (expiry) => expiry).filter(([, expiry]) => expiry <= dueMs);
    for (const [visitor] of due.slice(0, most)) {
      s().seats.delete(visitor);
      s().spent.set(visitor, { untilMs: nowMs + ticketMs, by: "expiry" });
    }
  }

  function seat(visitor: VisitorId, expiresAtMs: number): void {
    s().called.delete(visitor);
    leaveLine(visitor);
    s().seats.set(visitor, Math.max(expiresAtMs, s().seats.get(visitor) ?? 0));
  }

  return {
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
  };
}

/** Entries by score, then by name as Redis orders ties. */
export function soonest<T>(entries: ReadonlyMap<VisitorId, T>, score: (value: T) => number): [VisitorId, T][] {
  return [...entries].sort(([a, x], [b, y]) => score(x) - score(y) || (a < b ? -1 : 1));
}
