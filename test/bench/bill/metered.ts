// What events cost: round trips before the answer, and billed commands beyond what the room's turns cost anyway.

import type { UpstashFront } from "../../../local/upstash/server.ts";
import type { BySize, Size } from "../bench.ts";
import type { CallLog } from "./call-log.ts";
import { atRate } from "./pace.ts";

/** Means over all events of a kind. */
export type EventBill = { readonly trips: number; readonly billed: number; readonly events: number };

/** Where the meter stood. */
export type Reading = { readonly billed: number; readonly turns: number; readonly arrives: number };

/** An answer that waited for Redis is late by this much; answers that did not take a twentieth of it. */
export const LATENCY_MS = 200;
/** A timer may fire this much early. */
const TIMER_SLACK_MS = 2;
/** A batch is sent within a second; until then what the last events cost is not on the meter yet. */
const LAST_BATCH_MS: BySize<number> = { full: 1500, smallest: 0 };

export type Meter = {
  readonly read: () => Promise<Reading>;
  /** What one turn costs while nothing but `idle` happens, `perSecond` times a second in all. */
  readonly idle: (idle: Pulse, seconds: number) => Promise<number>;
  readonly events: (options: {
    readonly idle: Pulse;
    readonly idlePerTurn: number;
    readonly events: Pulse;
    readonly count: number;
  }) => Promise<EventBill>;
};

/** Something that happens at an even rate, in all isolates together. */
export type Pulse = { readonly perSecond: number; readonly occur: (index: number) => Promise<void> };

export function meter(front: UpstashFront, log: CallLog, size: Size): Meter {
  async function read(): Promise<Reading> {
    return { billed: await front.billed(), turns: log.count("turn"), arrives: log.count("arrive") };
  }

  function beat({ perSecond, occur }: Pulse, seconds: number): Promise<void> {
    return atRate(perSecond, Math.ceil(perSecond * seconds), occur);
  }

  return {
    read,
    async idle(idle, seconds) {
      const before = await read();
      await beat(idle, seconds);
      const after = await read();
      return (after.billed - before.billed) / (after.turns - before.turns);
    },
    async events({ idle, idlePerTurn, events, count }) {
      let trips = 0;
      const before = await read();
      await Promise.all([
        beat(idle, count / events.perSecond + LAST_BATCH_MS[size] / 1000),
        atRate(events.perSecond, count, async (index) => {
          const sentMs = performance.now();
          await events.occur(index);
          trips += tripsWithin(log, sentMs, performance.now());
        }),
      ]);
      const after = await read();
      const ofTurns = (after.turns - before.turns) * idlePerTurn;
      return { trips: trips / count, billed: (after.billed - before.billed - ofTurns) / count, events: count };
    },
  };
}

/**
 * How many round trips an answer can have waited for, one after the other: as many as the time took, and no more than
 * began and ended in that time.
 */
function tripsWithin(log: CallLog, sentMs: number, answeredMs: number): number {
  const least = LATENCY_MS - TIMER_SLACK_MS;
  return Math.min(Math.floor((answeredMs - sentMs) / least), log.between(sentMs, answeredMs - least));
}
