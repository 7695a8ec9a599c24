// What a turn and an exact arrival cost Redis, by the length of the line: the same people's doings everywhere.

import type { RedisStack } from "../../support/redis/redis-stack.ts";
import type { BySize, Size } from "../bench.ts";
import type { Line } from "./line.ts";
import { type Cost, costOf, mean, readMegabytes } from "./meter.ts";

export type TurnCosts = {
  readonly turn: Cost;
  /** The same turn when no visitor in line was heard of: housekeeping alone. */
  readonly quietTurn: Cost;
  readonly arrive: Cost;
  /** The turn's reply as JSON over REST. */
  readonly snapshotBytes: number;
};

/** A turn's batch, from anywhere in the line: what some 67 isolates each bring of a million who ask twice a minute. */
const SIGNS_OF_LIFE = 495;
const JOINERS = 5;
/** As many as join: a room of 3,000 seats with visits of ten minutes. */
const CALLS_A_SECOND = 5;
const SESSION_MS = 600_000;
/** In a long line a person asks once and not again before the run is over; that must make nobody silent. */
const NEVER_SILENT = { patienceSeconds: 7200, claimSeconds: 3600, sessionSeconds: 3600 };
/** Enough for a mean that a few interruptions by other programs do not move. */
const ROUNDS: BySize<number> = { full: 200, smallest: 2 };
/** The first rounds fill Redis' own caches and the sketch. */
const WARM_UP_ROUNDS: BySize<number> = { full: 30, smallest: 1 };

/** Every round goes over all lines, so that whatever disturbs the machine disturbs all alike. */
export async function measureTurns(stack: RedisStack, lines: readonly Line[], size: Size): Promise<TurnCosts[]> {
  const warmUpRounds = WARM_UP_ROUNDS[size];
  const kept = lines.map(() => ({ turns: [] as Cost[], quietTurns: [] as Cost[], arrivals: [] as Cost[] }));
  const settings = { capacity: 3000, inflowPerMinute: 60 * CALLS_A_SECOND, ...NEVER_SILENT };
  for (const line of lines) line.open(settings);
  for (let round = 0; round < warmUpRounds + ROUNDS[size]; round++) {
    for (const [i, line] of lines.entries()) {
      const turn = await costTurn(stack, line, SIGNS_OF_LIFE);
      const quietTurn = await costTurn(stack, line, 0);
      const [ticket] = line.pickWaiting(1);
      if (round < warmUpRounds || ticket === undefined) continue;
      kept[i]?.turns.push(turn);
      kept[i]?.quietTurns.push(quietTurn);
      kept[i]?.arrivals.push(await costOf(stack.redis, () => line.arrive(ticket)));
    }
  }
  return Promise.all(
    kept.map(async ({ turns, quietTurns, arrivals }, i) => ({
      turn: meanCost(turns),
      quietTurn: meanCost(quietTurns),
      arrive: meanCost(arrivals),
      snapshotBytes: await readReplyBytes(stack, lines[i]?.roomName ?? ""),
    })),
  );
}

/** A second later: those called before have come, as many people join, and `signs` people ask. */
async function costTurn(stack: RedisStack, line: Line, signs: number): Promise<Cost> {
  line.wait(1000);
  const expiresAtMs = line.nowMs() + SESSION_MS;
  const confirmed = (await line.readCalled()).map((visitor) => ({ visitor, expiresAtMs }));
  const present = [...line.pickWaiting(signs), ...line.pickJoiners(JOINERS)];
  return costOf(stack.redis, () => line.turn({ present, confirmed }));
}

/** A turn reports what the room hash holds. */
async function readReplyBytes(stack: RedisStack, roomName: string): Promise<number> {
  const fields = await stack.redis.hGetAll(`corral:{${roomName}}:room`);
  return Buffer.byteLength(JSON.stringify({ result: ["turned", 0, [], Object.entries(fields).flat()] }));
}

function meanCost(costs: readonly Cost[]): Cost {
  return { micros: mean(costs.map(({ micros }) => micros)), billed: mean(costs.map(({ billed }) => billed)) };
}

/** Stands a line and tells what Redis needs to keep it. */
export async function weigh(stack: RedisStack, stand: () => Promise<Line>): Promise<{ line: Line; megabytes: number }> {
  const before = await readMegabytes(stack.redis);
  const line = await stand();
  return { line, megabytes: (await readMegabytes(stack.redis)) - before };
}
