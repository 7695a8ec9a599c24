// Places read off the sketch once those from the lobby have been counted, on real Redis.

import { expect, it } from "vitest";
import { readPlace } from "../../src/domain/place.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import { anOpening, aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";
import { aBatch, KNOWN, NOW } from "./under-test.ts";

const PEOPLE = 12_000;
const BATCHES = 10;

const stack = useRedisStack();

/** Every tenth number of a draw, so that each batch is spread over the whole line. */
const reports = Array.from({ length: BATCHES }, (_, batch) =>
  Array.from({ length: PEOPLE / BATCHES }, (_, at) => {
    const rank = at * BATCHES + batch;
    return { visitor: aVisitor(`runner${rank}`), number: rank * 1000 };
  }),
);

it("are right from then on, though the line was ten times shorter when the sketch was begun", async () => {
  const calendar = { opening: anOpening({ opensAtMs: NOW }), closesAtMs: null };
  const room = aRoom({ capacity: 0, calendar });
  const turnstile = redisTurnstile({ ...stack.link, room, mintEpoch: () => anEpoch() });
  for (const [at, present] of reports.entries()) await turnstile.turn(aBatch({ present }), KNOWN, NOW + at * 450);
  const { snapshot } = await turnstile.turn(aBatch(), KNOWN, NOW + 7000);
  expect(snapshot.waiting).toBe(PEOPLE);
  for (const rank of [50, 100, 300, 1000, 5000, 11_999]) {
    const off = Math.abs(readPlace(snapshot.sketch, rank * 1000) - (rank + 1));
    expect([rank, off <= Math.max(2, 0.05 * rank)]).toEqual([rank, true]);
  }
});
