// What a room bills a second with four isolates, when there is everything to do that house can need.

import type { VisitorId } from "../../../src/domain/visitor.ts";
import type { RedisStack } from "../../support/redis/redis-stack.ts";
import type { BySize, Size } from "../bench.ts";
import type { Line, Present } from "./line.ts";
import { costOf } from "./meter.ts";

/** Billed commands, the most seen. */
export type RoomBill = {
  /** A turn that keeps house, its batch included. */
  readonly fullTurn: number;
  /** A turn between housekeepings. */
  readonly betweenTurns: number;
  /** All four isolates' turns of one second. */
  readonly second: number;
};

export const ISOLATES = 4;
/** Seats and calls run out within the run: calls after 75 s and the 10 s that a late batch has. */
const SESSION_SECONDS = 75;
const WARM_UP_SECONDS: BySize<number> = { full: 180, smallest: 5 };
const MEASURED_SECONDS: BySize<number> = { full: 60, smallest: 2 };
const CALLS_A_SECOND = 8;
const SIGNS_OF_LIFE = 100;
const TOLD = 3;
/** People in front who show signs of life, so that there is always somebody to call. */
const NEXT = 40;

type Called = "confirms" | "comes back and lapses" | "vanishes";

export async function measureRoomBill(stack: RedisStack, line: Line, size: Size): Promise<RoomBill> {
  const warmUpSeconds = WARM_UP_SECONDS[size];
  const [lineKey, seenKey] = [`corral:{${line.roomName}}:line`, `corral:{${line.roomName}}:seen`];
  const most = { fullTurn: 0, betweenTurns: 0, second: 0 };
  /** Those who take calls and let them lapse go on showing their tickets until these are over. */
  const blockers = new Map<VisitorId, Present>();
  line.open({ capacity: 5000, inflowPerMinute: 60 * CALLS_A_SECOND, sessionSeconds: SESSION_SECONDS });

  async function meetCalled(): Promise<VisitorId[]> {
    const called = await line.readCalled();
    for (const visitor of called.filter((id) => behaviourOf(id) === "comes back and lapses")) {
      const ticket = blockers.get(visitor);
      if (ticket !== undefined && line.lot() < 0.2) await line.arrive(ticket);
    }
    return called.filter((id) => behaviourOf(id) === "confirms");
  }

  /** One of those far back is silent since longer than patience. */
  async function silenceOne(): Promise<void> {
    const [member] = await line.redis.zRange(lineKey, -100, -100);
    if (member !== undefined) await line.redis.zAdd(seenKey, { value: member, score: line.nowMs() - 200_000 });
  }

  async function isolateTurn(confirming: readonly VisitorId[]): Promise<{ billed: number; kind: keyof RoomBill }> {
    const next = await line.redis.zRangeWithScores(lineKey, 0, NEXT - 1);
    const front = next.map(({ value, score }) => ({ visitor: value as VisitorId, number: score }));
    for (const person of front)
      if (behaviourOf(person.visitor) === "comes back and lapses") blockers.set(person.visitor, person);
    const present = [
      ...front,
      ...blockers.values(),
      ...line.pickWaiting(SIGNS_OF_LIFE),
      ...line.pickJoiners(CALLS_A_SECOND / ISOLATES),
    ];
    const expiresAtMs = line.nowMs() + SESSION_SECONDS * 1000;
    const confirmed = confirming.map((visitor) => ({ visitor, expiresAtMs }));
    const { billed } = await costOf(stack.redis, async () => {
      const report = await line.turn({ present: unique(present), confirmed, toldToWait: TOLD });
      for (const visitor of report.refused) blockers.delete(visitor);
    });
    return { billed, kind: line.snapshot().asOfMs === line.nowMs() ? "fullTurn" : "betweenTurns" };
  }

  for (let second = 0; second < warmUpSeconds + MEASURED_SECONDS[size]; second++) {
    const confirming = await meetCalled();
    await silenceOne();
    let sum = 0;
    for (let isolate = 0; isolate < ISOLATES; isolate++) {
      const mine = confirming.filter((_, i) => i % ISOLATES === isolate);
      const { billed, kind } = await isolateTurn(mine);
      sum += billed;
      if (second >= warmUpSeconds) most[kind] = Math.max(most[kind], billed);
      line.wait(1000 / ISOLATES);
    }
    if (second >= warmUpSeconds) most.second = Math.max(most.second, sum);
  }
  return most;
}

function behaviourOf(visitor: VisitorId): Called {
  const third = visitor.charCodeAt(0) % 3;
  if (third === 0) return "confirms";
  return third === 1 ? "comes back and lapses" : "vanishes";
}

function unique(present: readonly Present[]): Present[] {
  return [...new Map(present.map((person) => [person.visitor, person])).values()];
}
