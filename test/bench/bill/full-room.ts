import { setTimeout as sleep } from "node:timers/promises";
import { startStack } from "../../../local/crowd/crowd-stack.ts";
import { sendCrowd } from "../../../local/crowd/send-crowd.ts";
import type { BySize, Size } from "../bench.ts";
import { logCalls } from "./call-log.ts";
import { meter } from "./metered.ts";

/** What the turns of a room cost in a second while everything goes on at once, and how much went on. */
export type FullRoom = {
  readonly turnsPerSecond: number;
  readonly billedPerSecond: number;
  readonly pollsPerSecond: number;
  readonly arrivesPerSecond: number;
  readonly waiting: number;
};

export type FullRoomOptions = {
  readonly isolates: number;
  /** Billed commands of an exact arrival: what is billed for them is not the turns'. */
  readonly perArrive: number;
  readonly people: number;
  /** All are let in within this time. */
  readonly minutes: number;
  readonly size: Size;
};

const ARRIVE_SECONDS: BySize<number> = { full: 30, smallest: 1 };
const WATCH_SECONDS: BySize<number> = { full: 60, smallest: 1 };
/** The shortest session there can be: seats are to run out while the room is watched. */
const SESSION_SECONDS = 75;
/** When the first seats run out, those let in at the very start are behind, and so is the burst. */
const BEFORE_WATCH_SECONDS: BySize<number> = { full: SESSION_SECONDS + 15, smallest: 2 };
/** So that inflow is what limits. */
const CAPACITY_PER_SEAT = 1.5;
/** No seat is given back: all of them run out. */
const VISIT_SECONDS = 36_000;

/**
 * Watches a room in the middle of an event, over real Workers: a crowd asks when it is due, is let in as fast as the
 * event needs, confirms, and its seats run out as fast.
 */
export async function watchFullRoom(options: FullRoomOptions): Promise<FullRoom> {
  const { isolates, people, minutes, size } = options;
  const [beforeSeconds, watchSeconds] = [BEFORE_WATCH_SECONDS[size], WATCH_SECONDS[size]];
  const inflowPerMinute = Math.round(people / minutes);
  const stack = await startStack({
    workers: isolates,
    capacity: Math.round((inflowPerMinute / 60) * SESSION_SECONDS * CAPACITY_PER_SEAT),
    vars: { INFLOW_PER_MINUTE: String(inflowPerMinute), SESSION_SECONDS: String(SESSION_SECONDS) },
  });
  try {
    const metered = meter(stack.front, logCalls(stack.front, 0), size);
    const crowd = sendCrowd(stack.workerUrls, {
      visitors: people,
      arriveSeconds: ARRIVE_SECONDS[size],
      visitSeconds: VISIT_SECONDS,
      leavers: 0,
      limitSeconds: beforeSeconds + watchSeconds + SESSION_SECONDS,
    });
    await sleep(beforeSeconds * 1000);
    const [before, pollsBefore, startedMs] = [await metered.read(), crowd.tally.polls, performance.now()];
    await sleep(watchSeconds * 1000);
    const [after, waiting, seconds] = [
      await metered.read(),
      crowd.tally.waiting,
      (performance.now() - startedMs) / 1000,
    ];
    const arrives = after.arrives - before.arrives;
    const polls = crowd.tally.polls - pollsBefore;
    crowd.clock.end();
    await crowd.journeys;
    return {
      turnsPerSecond: (after.turns - before.turns) / seconds,
      billedPerSecond: (after.billed - before.billed - arrives * options.perArrive) / seconds,
      pollsPerSecond: polls / seconds,
      arrivesPerSecond: arrives / seconds,
      waiting,
    };
  } finally {
    await stack.stop();
  }
}
