import { callsFromMs, rampShare } from "../domain/calendar.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Room } from "../domain/room.ts";
import { decodeArrived, decodeLog, decodeReleased, decodeRenewed, decodeTurn } from "./decode.ts";
import { roomKeys } from "./keys.ts";
import { controlArguments } from "./live-settings.ts";
import { redisClient } from "./redis-client.ts";
import { SCRIPTS, sourceFor } from "./scripts.ts";
import type { Batch, Known, Operator, Turnstile } from "./turnstile.ts";

/** What bounds one turn; tests make them small. */
export type TurnLimits = {
  /** Calls, lapses and expiries of one turn: variadic commands of two values each stay clear of Lua's 8,000. */
  readonly callsMost: number;
  /** Calls outstanding at once, so that every snapshot can list everyone called: 4 characters each, 80 kB. */
  readonly calledMost: number;
};

const TURN_LIMITS: TurnLimits = { callsMost: 2000, calledMost: 20_000 };

export type RedisTurnstileOptions = {
  readonly url: string;
  readonly token: string;
  readonly room: Room;
  /** The epoch a script gives the room if it finds none. */
  readonly mintEpoch: () => Epoch;
  readonly limits?: TurnLimits;
  /** For one round trip, instead of the gate's own deadline: tests that are not about it give a busy machine time. */
  readonly timeoutMs?: number;
};

/** The turnstile on Redis: one script per verb, through Upstash's REST API. */
export function redisTurnstile(options: RedisTurnstileOptions): Turnstile & Operator {
  const { room, mintEpoch, limits = TURN_LIMITS } = options;
  const prepare = redisClient(options.url, options.token, options.timeoutMs);
  const load = (script: string) => prepare(sourceFor(options.url, script));
  const scripts = {
    turn: load(SCRIPTS.turn),
    arrive: load(SCRIPTS.arrive),
    renew: load(SCRIPTS.renew),
    release: load(SCRIPTS.release),
    change: load(SCRIPTS.change),
    readLog: load(SCRIPTS.readLog),
  };
  const keys = roomKeys(room.name);
  const admitAs = room.admission.kind === "redirect" ? "seat" : "call";

  /**
   * ARGV 1–15 of every script, as scripts/room.lua reads them; a verb's own begin at 16. In order:
   * 1 nowMs, 2 epochSeen, 3 epochNew, 4 seatsKnown,
   * 5 capacity, 6 inflowPerMinute, 7 sessionMs, 8 claimMs, 9 patienceMs, 10 ticketMs, 11 callsMost, 12 calledMost,
   * 13 callsFromMs, 14 callsUntilMs, 15 rampPermille.
   */
  function head(known: Known, nowMs: number): string[] {
    const inflow = room.inflowPerMinute === "unlimited" ? -1 : room.inflowPerMinute;
    const { opening, closesAtMs } = room.calendar;
    const settings = [
      room.capacity,
      inflow,
      room.sessionSeconds * 1000,
      room.claimSeconds * 1000,
      room.patienceSeconds * 1000,
      room.ticketSeconds * 1000,
      limits.callsMost,
      limits.calledMost,
      opening === null ? 0 : callsFromMs(opening),
      closesAtMs ?? 0,
      Math.round(rampShare(room.calendar, nowMs) * 1000),
    ];
    return [`${nowMs}`, known.epoch ?? "", mintEpoch(), `${known.seats ?? -1}`, ...settings.map(String)];
  }

  return {
    async turn(batch, known, nowMs) {
      return decodeTurn(await scripts.turn(keys, [...head(known, nowMs), ...batchArguments(batch)]));
    },
    async arrive({ visitor, number, who, toldToWait }, known, nowMs) {
      const args = [visitor, `${number}`, who, `${toldToWait}`, admitAs];
      return decodeArrived(await scripts.arrive(keys, [...head(known, nowMs), ...args]));
    },
    async renew({ visitor, expiresAtMs, lapsedSeat, passEpoch }, known, nowMs) {
      const args = [visitor, `${expiresAtMs}`, lapsedSeat, passEpoch];
      return decodeRenewed(await scripts.renew(keys, [...head(known, nowMs), ...args]));
    },
    async release({ visitor, passEpoch }, known, nowMs) {
      return decodeReleased(await scripts.release(keys, [...head(known, nowMs), visitor, passEpoch ?? ""]));
    },
    async change({ change, entry, when, sinceMs }, known, nowMs) {
      const args = [when, entry, change.state ?? "", `${sinceMs}`, ...controlArguments(change, nowMs)];
      await scripts.change(keys, [...head(known, nowMs), ...args]);
    },
    async readLog(known, nowMs) {
      return decodeLog(await scripts.readLog(keys, head(known, nowMs)));
    },
  };
}

function batchArguments(batch: Batch): string[] {
  const { toldToWait, waits, present, confirmed, restored } = batch;
  const counts = [toldToWait, waits.estimated, waits.held, present.length, confirmed.length, restored.length];
  const args = counts.map(String);
  for (const { visitor, number } of present) args.push(visitor, `${number}`);
  for (const { visitor, expiresAtMs } of confirmed) args.push(visitor, `${expiresAtMs}`);
  for (const { visitor, expiresAtMs } of restored) args.push(visitor, `${expiresAtMs}`);
  return args;
}
