import { COMMANDS_PER_LOOK, connectCallWatch, countOutOfOrder } from "./call-order.ts";
import type { Stack } from "./crowd-stack.ts";
import { drawnNumber, type Lobby, readDrawKey } from "./lobby.ts";
import { type CrowdReport, reportCrowd } from "./report.ts";
import { COMMANDS_PER_SAMPLE, connectSampler, type Samples } from "./sampler.ts";
import { type CrowdPlan, sendCrowd } from "./send-crowd.ts";
import { countError, countErrors, type Tally } from "./tally.ts";
import type { Journey } from "./visitor.ts";

export type CrowdRun = {
  readonly report: CrowdReport;
  readonly journeys: readonly Journey[];
  readonly tally: Tally;
  readonly samples: Samples;
};

export type RunOptions = {
  readonly stack: Stack;
  readonly plan: CrowdPlan;
  readonly capacity: number;
  /** When the line opens; absent if it is already open. */
  readonly opening?: { readonly order: Lobby["order"]; readonly opensAtMs: number };
  readonly onProgress?: (line: string) => void;
};

const PROGRESS_EVERY_MS = 5000;

/** Sends one crowd through a running stack and reports the outcome. The stack keeps running. */
export async function runCrowd(options: RunOptions): Promise<CrowdRun> {
  const { stack, plan, capacity, opening } = options;
  const room = { redisUrl: stack.redisUrl, room: stack.room, capacity };
  const sampler = await connectSampler(room);
  const watch = opening?.order === "draw" ? await connectCallWatch(room) : null;
  // The connections' own commands are spent by now: from here on, only the looks are not the room's.
  await stack.front.resetBill();
  const opensMs = opening === undefined ? 0 : opening.opensAtMs - Date.now();
  const told = toldTimes(opensMs);
  const crowd = sendCrowd(stack.workerUrls, plan, {
    watch: {
      told(visitor, figures, nowMs) {
        told.note(visitor, figures.place, nowMs);
        if (figures.place !== null && nowMs < opensMs) countError(crowd.tally, "place told before the opening");
      },
    },
  });
  sampler.begin(() => crowd.tally.waiting > 0 && crowd.clock.nowMs() >= opensMs);
  watch?.begin(() => crowd.clock.nowMs());
  const progress = setInterval(() => {
    const { seats, called } = sampler.latest();
    options.onProgress?.(describeProgress(crowd.clock.nowMs(), crowd.tally, `${seats} + ${called} of ${capacity}`));
  }, PROGRESS_EVERY_MS);
  const walked = await crowd.journeys;
  clearInterval(progress);
  const seconds = crowd.clock.nowMs() / 1000;
  const samples = await sampler.stop();
  const watched = (await watch?.stop()) ?? { calls: [], looks: 0 };
  const looked = samples.count * COMMANDS_PER_SAMPLE + watched.looks * COMMANDS_PER_LOOK;
  const billed = (await stack.front.billed()) - looked;
  const numberOf = watch === null ? () => Number.POSITIVE_INFINITY : await drawOf(stack);
  const journeys = walked.map((journey) => numberJourney(journey, numberOf, crowd.tally));
  const reported = journeys.flatMap((journey, visitor) => {
    const atMs = told.reportedMs.get(visitor);
    if (journey.kind !== "admitted" || journey.code === null || atMs === undefined) return [];
    return [{ visitor: journey.code, number: journey.number, atMs }];
  });
  const drawn = watch === null ? {} : { callsOutOfDraw: countOutOfOrder(watched.calls, reported, numberOf) };
  const placesKnownSeconds = placesKnown(journeys, told.placeKnownMs, opensMs) / 1000;
  const day = opening === undefined ? {} : { placesKnownSeconds, ...drawn };
  const report = reportCrowd({ journeys, tally: crowd.tally, samples, capacity, billed, seconds, opensMs, day });
  return { report, journeys, tally: crowd.tally, samples };
}

/** When each visitor was first answered after the opening, and when they were first given a place. */
function toldTimes(opensMs: number) {
  const reportedMs = new Map<number, number>();
  const placeKnownMs = new Map<number, number>();
  return {
    reportedMs,
    placeKnownMs,
    note(visitor: number, place: number | null, nowMs: number): void {
      if (nowMs >= opensMs && !reportedMs.has(visitor)) reportedMs.set(visitor, nowMs);
      if (place !== null && !placeKnownMs.has(visitor)) placeKnownMs.set(visitor, nowMs);
    },
  };
}

/** The numbers of the draw, from the key that the room has published. */
async function drawOf(stack: Stack): Promise<(code: string) => number> {
  const [url = ""] = stack.workerUrls;
  const key = await readDrawKey(url);
  const known = new Map<string, number>();
  return function numberOf(code) {
    const number = known.get(code) ?? drawnNumber(key, code);
    known.set(code, number);
    return number;
  };
}

/** Adds the drawn number to a journey; a ticket with another number is an error. */
function numberJourney(journey: Journey, numberOf: (code: string) => number, tally: Tally): Journey {
  if (journey.kind !== "admitted" || journey.code === null) return journey;
  const number = numberOf(journey.code);
  if (Number.isFinite(journey.number) && journey.number !== number)
    countError(tally, "ticket with a number that was not drawn");
  return { ...journey, number };
}

/** How long after the opening, in ms, the last visitor who stayed knew their place or was let in. */
function placesKnown(journeys: readonly Journey[], placeKnownMs: ReadonlyMap<number, number>, opensMs: number): number {
  const known = journeys.map((journey, visitor) => {
    if (journey.kind === "vanished") return opensMs;
    const letInMs = journey.kind === "admitted" ? journey.admittedAtMs : Number.POSITIVE_INFINITY;
    return Math.min(letInMs, placeKnownMs.get(visitor) ?? Number.POSITIVE_INFINITY);
  });
  return known.reduce((last, one) => Math.max(last, one), opensMs) - opensMs;
}

function describeProgress(nowMs: number, tally: Tally, seats: string): string {
  const { waiting, admitted, vanished, polls } = tally;
  const people = `${waiting} waiting, ${admitted} admitted, ${vanished} vanished`;
  return `${Math.round(nowMs / 1000)} s: ${people}; seats and calls ${seats}; ${polls} polls, ${countErrors(tally)} errors`;
}
