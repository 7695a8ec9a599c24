// What the desk does for the operator and for those who watch the room.

import { type ChangeLogEntry, readEntry, writeEntry } from "../domain/change-log.ts";
import { type Control, type ControlChange, UNTOUCHED } from "../domain/control.ts";
import { isListedAsCalled, type Snapshot } from "../domain/snapshot.ts";
import type { VisitorId } from "../domain/visitor.ts";
import type { KeepAlive } from "./clock.ts";
import type { RoomMemory } from "./room-memory.ts";

/** The log is read from Redis at most once in this time, however many watch it. */
const LOG_FRESH_MS = 2000;
/** A request waits for another's turn in steps of this length: it must not await the other request's promise. */
const STEP_MS = 50;
const STEPS_MOST = 16;

/** A change of the live settings, and its author. */
export type SettingsChange = {
  readonly change: ControlChange;
  readonly by: "operator" | "origin";
  /** `"once"`: not where the room is in that state already, or was changed since it was asked for. */
  readonly when: "always" | "once";
  readonly askedAtMs: number;
};

/** The desk's part for the operator and the room's watchers. */
export type OperatorDesk = {
  /** What the operator has set live, as far as this isolate has heard. */
  readonly control: () => Control;
  /** The same for requests that bring Redis no news: they start a turn only when the settings are `maxAgeMs` old. */
  readonly controlWithin: (maxAgeMs: number, keepAlive: KeepAlive) => Control;
  /** Whether the visitor is among those called, as far as this isolate has heard. */
  readonly isListed: (visitor: VisitorId) => boolean;
  /** The last snapshot, after a turn where it is not fresh. `null`: Redis is away and nothing is known. */
  readonly readRoom: (keepAlive: KeepAlive) => Promise<Snapshot | null>;
  /** Changes the live settings and notes it in the log. `false`: Redis could not be asked. */
  readonly change: (settings: SettingsChange) => Promise<boolean>;
  /** The last changes, the newest first. `null`: Redis could not be asked. */
  readonly readLog: () => Promise<readonly ChangeLogEntry[] | null>;
};

export function operatorDesk(memory: RoomMemory): OperatorDesk {
  const { breaker, clock, turnstile } = memory;
  let log: { readonly entries: readonly ChangeLogEntry[]; readonly atMs: number } | null = null;
  let readingSinceMs = Number.NEGATIVE_INFINITY;

  /** In an outage only turns try whether Redis is back. */
  async function recover(): Promise<void> {
    if (breaker.outageSinceMs() !== null) await memory.turns.turnNow();
  }

  const control = () => memory.lastSnapshot()?.control ?? UNTOUCHED;

  return {
    control,
    controlWithin(maxAgeMs, keepAlive) {
      const knownAtMs = memory.lastSnapshot()?.asOfMs ?? Number.NEGATIVE_INFINITY;
      if (clock.nowMs() - knownAtMs >= maxAgeMs) memory.turns.keepTurning(keepAlive);
      return control();
    },
    isListed(visitor) {
      const snapshot = memory.lastSnapshot();
      return snapshot !== null && isListedAsCalled(snapshot, visitor);
    },
    async readRoom(keepAlive) {
      if (memory.freshSnapshot() === null) await memory.turns.turnNow();
      for (let steps = 0; memory.lastSnapshot() === null && breaker.mayProbe() && steps < STEPS_MOST; steps++) {
        await clock.sleep(STEP_MS);
      }
      memory.turns.keepTurning(keepAlive);
      return memory.lastSnapshot();
    },
    async change({ change, by, when, askedAtMs }) {
      const { why = null, ...what } = change;
      const entry = writeEntry({ at: new Date(askedAtMs).toISOString(), by, what, why });
      const order = { change, entry, when, sinceMs: askedAtMs };
      await recover();
      const guarded = await breaker.attempt(() => turnstile.change(order, memory.known(), clock.nowMs()));
      if (guarded.kind === "fault") return false;
      log = null;
      await memory.turns.turnNow(); // this isolate answers with the new settings at once
      return true;
    },
    async readLog() {
      const nowMs = clock.nowMs();
      const isReading = nowMs - readingSinceMs < LOG_FRESH_MS;
      if (log !== null && (isReading || nowMs - log.atMs < LOG_FRESH_MS)) return log.entries;
      if (isReading) return null;
      readingSinceMs = nowMs;
      await recover();
      const guarded = await breaker.attempt(() => turnstile.readLog(memory.known(), clock.nowMs()));
      readingSinceMs = Number.NEGATIVE_INFINITY;
      if (guarded.kind === "fault") return null;
      log = { entries: guarded.value.map(readEntry).filter((entry) => entry !== null), atMs: clock.nowMs() };
      return log.entries;
    },
  };
}
