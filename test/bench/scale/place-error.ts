// How far the place that a snapshot tells is from the true one, while the line rests and while it moves.

import { readPlace } from "../../../src/domain/place.ts";
import type { RankSketch } from "../../../src/domain/snapshot.ts";
import { roomKeys } from "../../../src/turnstile/keys.ts";
import type { BySize, Size } from "../bench.ts";
import type { Line } from "./line.ts";
import { quantile } from "./meter.ts";

/**
 * Shares of the true rank at the 99th percentile: of all people in line alike, and of all distances from the front
 * alike, where the few in front, who are next, count as much as the many behind.
 */
export type Off = { readonly people: number; readonly distances: number };
export type PlaceError = { readonly resting: Off; readonly moving: Off };

/** A round of the sketch over a million takes some twenty turns. */
const SETTLING_TURNS: BySize<number> = { full: 30, smallest: 2 };
const MOVING_SECONDS: BySize<number> = { full: 45, smallest: 3 };
/** Places read at a resting line, and at every report of a moving one. */
const RESTING_READS: BySize<number> = { full: 4000, smallest: 20 };
const MOVING_READS: BySize<number> = { full: 200, smallest: 20 };
/** Off by so few places is right, as a person reads it. */
const PLACES_OFF_AT_MOST = 2;
const PERCENTILE = 0.99;
/**
 * People called, and people who join, a second: as many as make a line of five minutes, the shortest that is worth a
 * place; a turn calls at most 2,000.
 */
const SHARE_A_SECOND = 1 / 300;
const CALLS_MOST = 2000;
/** The inflow limits: no seat ends on the way. */
const SEATS_FOR_ALL = 1_000_000;
const SESSION_MS = 600_000;

/** In a line that nobody has been called from yet. */
export async function measurePlaceError(line: Line, size: Size): Promise<PlaceError> {
  const resting = await measureResting(line, size);
  const rate = Math.min(CALLS_MOST, line.size * SHARE_A_SECOND);
  line.open({ capacity: SEATS_FOR_ALL, inflowPerMinute: Math.round(60 * rate) });
  const errors = noErrors();
  for (let second = 0; second < MOVING_SECONDS[size]; second++) {
    const joiners = Math.floor((second + 1) * rate) - Math.floor(second * rate);
    await passSecond(line, joiners, MOVING_READS[size], errors);
  }
  return { resting, moving: errors.off() };
}

/** The sketch as it is once a round of it is done. */
async function measureResting(line: Line, size: Size): Promise<Off> {
  for (let turn = 0; turn < SETTLING_TURNS[size]; turn++) {
    line.wait(1000);
    await line.turn();
  }
  const errors = noErrors();
  await readErrors(line, RESTING_READS[size], errors);
  return errors.off();
}

/**
 * Two isolates, half a second apart: what the second brings comes after the snapshot, and is in the line at the next.
 * Places are compared as of the snapshot, which says when that was; what a second changes in front no sketch can know.
 */
async function passSecond(line: Line, joiners: number, reads: number, errors: Errors): Promise<void> {
  const called = await line.readCalled();
  const half = Math.ceil(called.length / 2);
  for (const [isolate, confirming] of [called.slice(0, half), called.slice(half)].entries()) {
    line.wait(500);
    const present = line.pickJoiners(isolate === 0 ? Math.ceil(joiners / 2) : Math.floor(joiners / 2));
    const expiresAtMs = line.nowMs() + SESSION_MS;
    await line.turn({ present, confirmed: confirming.map((visitor) => ({ visitor, expiresAtMs })) });
    if (line.snapshot().asOfMs === line.nowMs()) await readErrors(line, reads, errors);
  }
}

type Errors = { readonly people: number[]; readonly distances: number[]; readonly off: () => Off };

function noErrors(): Errors {
  const [people, distances]: [number[], number[]] = [[], []];
  const off = () => ({ people: quantile(people, PERCENTILE), distances: quantile(distances, PERCENTILE) });
  return { people, distances, off };
}

async function readErrors(line: Line, count: number, errors: Errors): Promise<void> {
  const [lineKey = ""] = roomKeys(line.roomName);
  const { sketch } = line.snapshot();
  const waiting = await line.redis.zCard(lineKey);
  const uniform = () => Math.floor(line.lot() * waiting);
  const logarithmic = () => Math.floor(waiting ** line.lot()) - 1;
  const read = async (pick: () => number) => {
    const ranks = Array.from({ length: count }, pick);
    const found = await Promise.all(ranks.map((rank) => line.redis.zRangeWithScores(lineKey, rank, rank)));
    return found.map(([member], i) => errorOf(sketch, member?.score ?? Number.NaN, (ranks[i] ?? 0) + 1));
  };
  errors.people.push(...(await read(uniform)));
  errors.distances.push(...(await read(logarithmic)));
}

function errorOf(sketch: RankSketch, number: number, place: number): number {
  const off = Math.abs(readPlace(sketch, number) - place);
  return off <= PLACES_OFF_AT_MOST ? 0 : off / place;
}
