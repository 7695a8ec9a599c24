import type { RedisClientType } from "@redis/client";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import { roomKeys } from "../../../src/turnstile/keys.ts";
import type { ModelState } from "../model/model-state.ts";

export type SetState = Omit<ModelState, "room">;

/** The six sets of a room as they stand in Redis, read at one instant. */
export async function readRedisState(redis: RedisClientType, roomName: string): Promise<SetState> {
  const [line, seen, called, seats, lapsed, spent] = await Promise.all(
    roomKeys(roomName)
      .slice(0, 6)
      .map((key) => redis.zRangeWithScores(key, 0, -1)),
  );
  const scores = (members: { value: string; score: number }[] | undefined) =>
    new Map((members ?? []).map(({ value, score }) => [value as VisitorId, score]));
  return {
    line: scores(line),
    seen: scores(seen),
    seats: scores(seats),
    lapsed: scores(lapsed),
    called: new Map(
      [...scores(called)].map(([visitor, score]) => [
        visitor,
        { deadlineMs: Math.floor(score), isAnnounced: score % 1 !== 0 },
      ]),
    ),
    spent: new Map(
      [...scores(spent)].map(([visitor, score]) => [
        visitor,
        { untilMs: Math.abs(score), by: score < 0 ? "expiry" : "end" } as const,
      ]),
    ),
  };
}

/** The same six sets of the model, in the order Redis lists them. */
export function setsOf(state: ModelState): SetState {
  const { room: _, ...sets } = state;
  return sets;
}
