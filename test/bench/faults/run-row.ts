// One row, from the first visitor to the last: the crowd comes, the fault comes, and what both were is counted.

import { type RunningStack, startStack } from "../../../local/crowd/crowd-stack.ts";
import { countInversions, slackOf } from "../../../local/crowd/inversions.ts";
import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import { countError } from "../../../local/crowd/tally.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";
import type { RunningWorker } from "../../../local/workerd/worker.ts";
import type { BySize, Say, Size } from "../bench.ts";
import { listMissed } from "./bars.ts";
import type { Allowance } from "./live-passes.ts";
import { observer } from "./observer.ts";
import type { FaultRow, RowFinding, RowResult, Scene } from "./row.ts";

const WORKERS: BySize<number> = { full: 4, smallest: 1 };
/** By then every breaker has met the fault: a call is given up after 0.8 s, and each isolate makes one a second. */
const BREAKERS_OPEN_AFTER_MS = 2000;
/** And by then found it gone: a breaker tries again after one to two seconds. */
const FOUND_BACK_MS = 2000;

export type Stage = { readonly row: FaultRow; readonly stack: RunningStack; readonly workers: RunningWorker[] };

/** All that the row runs against, with nobody there yet. */
export async function setStage(row: FaultRow, size: Size): Promise<Stage> {
  const stack = await startStack({ workers: 0, capacity: row.capacity, vars: row.vars });
  try {
    const build = await row.build?.();
    const workers: RunningWorker[] = [];
    for (let index = 0; index < WORKERS[size]; index += 1) {
      const vars = row.worker?.(index) ?? {};
      workers.push(await stack.addWorker(build === undefined ? { vars } : { vars, build }));
    }
    return { row, stack, workers };
  } catch (fault) {
    await stack.stop();
    throw fault;
  }
}

export async function runRow({ row, stack, workers }: Stage, say: Say): Promise<RowFinding> {
  const plans = row.plans();
  const seen = observer();
  const urls = workers.map(({ url }) => url);
  const crowd = sendVisitors(urls, plans, row.limitSeconds, { watch: seen.watch });
  const allowances: Allowance[] = [{ fromMs: 0, seats: row.capacity }];
  const own: string[] = [];
  const standstill = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  let [beganMs, endedMs, others] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  const scene: Scene = {
    row,
    stack,
    workers,
    crowd,
    observer: seen,
    share: 1,
    began: () => {
      beganMs = Date.now();
      standstill.fromMs = crowd.clock.nowMs();
      say(`${row.fault}: begins, ${crowd.tally.waiting} waiting, ${crowd.tally.admitted} let in`);
    },
    ended: () => {
      endedMs = Date.now();
      standstill.toMs = crowd.clock.nowMs() + (row.holdMs ?? 0);
      say(`${row.fault}: ends, ${crowd.tally.waiting} waiting, ${crowd.tally.admitted} let in`);
    },
    allow: (seats) => allowances.push({ fromMs: Date.now(), seats }),
    alsoCame: (people) => {
      others += people;
    },
    met: (error) => countError(crowd.tally, error),
    miss: (sentence) => own.push(`${row.fault}: ${sentence}`),
    note: (sentence) => say(`${row.fault}: ${sentence}`),
  };
  say(`${row.fault}: ${plans.length} visitors, ${row.capacity} seats, ${workers.length} Workers`);
  const [journeys] = await Promise.all([crowd.journeys, row.befall(scene)]);
  for (const [what, count] of crowd.tally.errors) say(`${row.fault}: error: ${what}, ${count} times`);
  const kept = [...crowd.tally.errors].filter(([what]) => row.excuses?.(what) !== true);
  const lostOnes = journeys.filter(({ kind }) => kind === "lost").length;
  const peak = seen.passes.peak(allowances);
  const openMs = seen.slowestBetween(beganMs + BREAKERS_OPEN_AFTER_MS, endedMs);
  // Nobody is left when a row is over before its limit.
  const ranOutMs = crowd.clock.nowMs() >= row.limitSeconds * 1000 ? Date.now() : endedMs;
  const result: RowResult = {
    fault: row.fault,
    visitors: plans.length + others,
    errors: kept.reduce((sum, [, count]) => sum + count, 0),
    lost: lostOnes + seen.renumbered.size,
    inversions: countInversionsOf(journeys, row.order === "stands still" ? standstill : null),
    peakPasses: peak.passes,
    capacity: peak.capacity,
    recoverySeconds: secondsUntilNext(seen.admissionsMs, endedMs, ranOutMs),
    slowestMs: Math.round(seen.slowestBetween(0, Number.POSITIVE_INFINITY)),
    ...(row.bars?.slowestOpenMs === undefined ? {} : { slowestOpenMs: Math.round(openMs) }),
  };
  if (row.order === "stands still") {
    say(`${row.fault}: ${countInversionsOf(journeys, null)} pairs broke the order by the wall clock`);
  }
  say(`${row.fault}: over after ${Math.round(crowd.clock.nowMs() / 1000)} s`);
  say(`${row.fault}: let in each 10 s after the fault: ${paceAfter(seen.admissionsMs, endedMs).join(", ")}`);
  say(JSON.stringify(result));
  return { result, missed: [...listMissed(result, row.bars ?? {}), ...own] };
}

type Standstill = { readonly fromMs: number; readonly toMs: number };

/**
 * While Redis is away nobody can be let in, so that time counts for nobody: a visitor who was called just before it and
 * asked just after its beginning has been overtaken by nobody. Each isolate finds Redis back within its breaker's two
 * seconds.
 */
function countInversionsOf(journeys: readonly Journey[], standstill: Standstill | null): number {
  const onRoomClock = (atMs: number) => {
    if (standstill === null || atMs < standstill.fromMs) return atMs;
    return Math.max(standstill.fromMs, atMs - (standstill.toMs + FOUND_BACK_MS - standstill.fromMs));
  };
  const admitted = journeys.filter((journey) => journey.kind === "admitted");
  return countInversions(
    admitted.map(({ number, admittedAtMs, toldMs }) => {
      const atMs = onRoomClock(admittedAtMs);
      return { number, admittedAtMs: atMs, slackMs: slackOf(atMs, toldMs) };
    }),
  );
}

/** From the end of the fault to the next admission, or for as long as there was none; 0 where the fault had no end. */
function secondsUntilNext(admissionsMs: readonly number[], endedMs: number, ranOutMs: number): number {
  if (endedMs === Number.POSITIVE_INFINITY) return 0;
  const nextMs = admissionsMs.find((atMs) => atMs >= endedMs) ?? ranOutMs;
  return Math.round((nextMs - endedMs) / 100) / 10;
}

function paceAfter(admissionsMs: readonly number[], endedMs: number): number[] {
  const pace: number[] = [];
  for (const atMs of admissionsMs) {
    if (atMs < endedMs) continue;
    const slot = Math.floor((atMs - endedMs) / 10_000);
    while (pace.length <= slot) pace.push(0);
    pace[slot] = (pace[slot] ?? 0) + 1;
  }
  return pace;
}
