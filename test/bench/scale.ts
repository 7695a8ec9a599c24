import { SCRIPTS } from "../../src/turnstile/scripts.ts";
import { type RedisStack, startRedisStack } from "../support/redis/redis-stack.ts";
import type { Bench, BySize, Say, Size } from "./bench.ts";
import { growthOf, missedBars } from "./scale/bars.ts";
import { type Line, standInLine } from "./scale/line.ts";
import { measurePlaceError, type Off, type PlaceError } from "./scale/place-error.ts";
import { measurePolls } from "./scale/poll-cpu.ts";
import { measureRoomBill } from "./scale/room-bill.ts";
import { type Joining, SHAPES, type Shape } from "./scale/shapes.ts";
import { measureTurns, weigh } from "./scale/turn-costs.ts";

/** People in line, the shortest line first. */
const LENGTHS: BySize<readonly number[]> = { full: [1000, 15_000, 100_000, 1_000_000], smallest: [100, 200] };
/** Virtual time ends before the Workers' real time begins: what polls find was written in their past. */
const BEFORE_NOW_MS = 2 * 3_600_000;

type Ground = { readonly stack: RedisStack; readonly size: Size; readonly say: Say };

/**
 * From a thousand to a million in line: what a turn, an arrival and a poll cost, what Redis keeps, what a room bills,
 * and how true the places are. Rows: `costs`, `polls` (with them), `bill`, `places`.
 */
export const scale: Bench = async ({ only, size, say }) => {
  const wants = (row: string) => only.length === 0 || only.includes(row);
  say(`In line: ${LENGTHS[size].map((length) => length.toLocaleString("en")).join(", ")}.`);
  const stack = await startRedisStack();
  try {
    // A script's first run is billed twice, and its text is not what a line weighs.
    for (const script of Object.values(SCRIPTS)) await stack.redis.scriptLoad(script);
    const ground = { stack, size, say };
    const measured = {
      sizes: LENGTHS[size],
      ...(wants("costs") || wants("polls") ? await measureCosts(ground, wants("polls") ? "polls" : "no polls") : {}),
      ...(wants("bill") ? { roomBills: await measureBills(ground) } : {}),
      ...(wants("places") ? await measurePlaces(ground) : {}),
    };
    return { result: measured, missed: missedBars(measured) };
  } finally {
    await stack.stop();
  }
};

async function measureCosts({ stack, size, say }: Ground, polls: "polls" | "no polls") {
  const lines: Line[] = [];
  const redisMegabytes: number[] = [];
  for (const length of LENGTHS[size]) {
    const { line, megabytes } = await weigh(stack, () => stand(stack, "uniform", length));
    lines.push(line);
    redisMegabytes.push(round(megabytes, 3));
    say(`${length} in line: ${megabytes.toFixed(2)} MB.`);
  }
  const costs = await measureTurns(stack, lines, size);
  const turnMicros = costs.map(({ turn }) => round(turn.micros, 1));
  const quietTurnMicros = costs.map(({ quietTurn }) => round(quietTurn.micros, 1));
  say(`A turn: ${turnMicros.join(", ")} µs; ${growthOf(turnMicros).toFixed(2)} times as long at the longest line.`);
  say(`Without signs of life: ${quietTurnMicros.join(", ")} µs; ${growthOf(quietTurnMicros).toFixed(2)} times.`);
  const pollCpuMicros =
    polls === "polls" ? (await measurePolls(stack, lines, size)).map((micros) => round(micros, 1)) : null;
  if (pollCpuMicros) {
    say(`A poll: ${pollCpuMicros.join(", ")} µs; ${growthOf(pollCpuMicros).toFixed(2)} times at the longest line.`);
  }
  await stack.front.wipe();
  return {
    turnMicros,
    quietTurnMicros,
    turnBilled: costs.map(({ turn }) => round(turn.billed, 1)),
    arriveMicros: costs.map(({ arrive }) => round(arrive.micros, 1)),
    arriveBilled: costs.map(({ arrive }) => round(arrive.billed, 1)),
    ...(pollCpuMicros ? { pollCpuMicros } : {}),
    snapshotBytes: costs.map(({ snapshotBytes }) => snapshotBytes),
    redisMegabytes,
  };
}

async function measureBills({ stack, size, say }: Ground) {
  const bills = [];
  for (const length of LENGTHS[size]) {
    const bill = await measureRoomBill(stack, await stand(stack, "uniform", length), size);
    await stack.front.wipe();
    say(`${length} in line, at most: ${JSON.stringify(bill)} commands.`);
    bills.push(bill);
  }
  return bills;
}

async function measurePlaces({ stack, size, say }: Ground) {
  const errors: Record<Shape, PlaceError[]> = { uniform: [], burst: [], draw: [] };
  for (const shape of SHAPES) {
    for (const length of LENGTHS[size]) {
      const error = await measurePlaceError(await stand(stack, shape, length), size);
      await stack.front.wipe();
      say(`${shape}, ${length} in line: off by ${tell(error.resting)} at rest, ${tell(error.moving)} while it moves.`);
      errors[shape].push(error);
    }
  }
  // A lobby that is let into the line while people are called already: harder than any shape, and under no bar.
  const lobby: number[] = [];
  for (const length of LENGTHS[size]) {
    const { moving } = await measurePlaceError(await stand(stack, "draw", length, "all stragglers"), size);
    await stack.front.wipe();
    say(`draw, ${length} in line, joined anywhere: off by ${tell(moving)} while it moves.`);
    lobby.push(round(moving.people, 4));
  }
  const each = (pick: (error: PlaceError) => number) => ({
    uniform: errors.uniform.map((error) => round(pick(error), 4)),
    burst: errors.burst.map((error) => round(pick(error), 4)),
    draw: errors.draw.map((error) => round(pick(error), 4)),
  });
  return {
    placeErrorP99: each(({ resting, moving }) => Math.max(resting.people, moving.people)),
    placeErrorP99AtRest: each(({ resting }) => resting.people),
    placeErrorP99JoinedAnywhere: lobby,
    placeErrorP99AllDistancesAlike: each(({ resting, moving }) => Math.max(resting.distances, moving.distances)),
  };
}

function stand(stack: RedisStack, shape: Shape, length: number, joining: Joining = "a few stragglers"): Promise<Line> {
  return standInLine(stack, { shape, size: length, startMs: Date.now() - BEFORE_NOW_MS, joining });
}

function tell({ people, distances }: Off): string {
  return `${(100 * people).toFixed(1)} % (all distances alike ${(100 * distances).toFixed(1)} %)`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
