import fc from "fast-check";
import { expect, it } from "vitest";
import type { Epoch } from "../../src/domain/epoch.ts";
import { readPlace } from "../../src/domain/place.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import type { TurnReport } from "../../src/turnstile/turnstile.ts";
import { NO_WAITS } from "../../src/turnstile/turnstile.ts";
import { anEpoch } from "../support/a-visitor.ts";
import { type History, histories, type Played, playHistory } from "../support/model/histories.ts";
import { brokenInvariants } from "../support/model/invariants.ts";
import { type ModelTurnstile, modelTurnstile } from "../support/model/model-turnstile.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";
import { readRedisState, setsOf } from "../support/redis/redis-state.ts";

/** A release is remembered until the ticket ends, by the clock of the desk that released. */
const CLOCKS_APART_MS = 1000;
const RUNS = Number(process.env.HISTORIES ?? 120);

const stack = useRedisStack();

it("answers and stands as the model does, and keeps the invariants, after every step", async () => {
  await fc.assert(
    fc.asyncProperty(histories("kept"), (history) => playOnBoth(history)),
    { numRuns: RUNS },
  );
}, 600_000);

it("does so too when the data is lost on the way", async () => {
  await fc.assert(
    fc.asyncProperty(histories("may be lost"), (history) => playOnBoth(history)),
    { numRuns: RUNS },
  );
}, 600_000);

async function playOnBoth(history: History): Promise<void> {
  let epoch = anEpoch("none");
  const nameEpoch = (named: Epoch) => {
    epoch = named;
  };
  await stack.front.wipe();
  const { room, limits } = history;
  const model = modelTurnstile({ room, limits, mintEpoch: () => epoch });
  const scripts = redisTurnstile({
    ...stack.link,
    room,
    limits,
    mintEpoch: () => epoch,
  });
  const onModel = playHistory(history, model, { nameEpoch, wipe: async () => model.wipe() });
  const onScripts = playHistory(history, scripts, { nameEpoch, wipe: () => stack.front.wipe() });
  const released = new Map<VisitorId, number>();
  let beyondCapacity: "allowed" | "forbidden" = "forbidden";
  let last: Played | null = null;
  for await (const expected of onModel) {
    const actual = (await onScripts.next()).value as Played;
    expect(comparable(actual)).toEqual(comparable(expected));
    const sets = await readRedisState(stack.redis, room.name);
    expect(sets).toEqual(setsOf(model.state()));
    if (expected.step.does === "wipe") released.clear();
    if (expected.step.does === "wipe" || isGrace(expected)) beyondCapacity = "allowed";
    if (expected.step.does === "release") released.set(expected.visitor, expected.nowMs);
    for (const [visitor, atMs] of released) {
      if (expected.nowMs >= atMs + room.ticketSeconds * 1000 - CLOCKS_APART_MS) released.delete(visitor);
    }
    expect(brokenInvariants(sets, { room, released, beyondCapacity })).toEqual([]);
    last = expected;
  }
  if (last !== null) await expectSomeoneIsCalled(model, history, last.nowMs);
}

/** Invariant 5: with seats free, inflow to spare, no hold and anyone in line, someone is called within two turns. */
async function expectSomeoneIsCalled(model: ModelTurnstile, history: History, nowMs: number): Promise<void> {
  const quiet = { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };
  const known = { epoch: null, seats: null };
  const settledMs = nowMs + 10_000;
  const { snapshot } = await model.turn(quiet, known, settledMs);
  const mayCall = snapshot.waiting > 0 && snapshot.openSeats > 0;
  const next = await model.turn(quiet, known, settledMs + 10_000);
  const calls = next.snapshot.called - snapshot.called;
  if (mayCall && history.limits.callsMost > 2) expect(calls).toBeGreaterThan(0);
}

/** Between the sketch and the truth only the place counts; visits are measured in real time only. */
function comparable(played: Played): unknown {
  const report = played.answer as TurnReport | null;
  if (played.step.does !== "turn" || report === null) return played;
  const {
    sketch,
    seatKeptSeconds: _kept,
    silentShare: _silent,
    leavingPerSecond: _leaving,
    ...figures
  } = report.snapshot;
  const places = [...sketch.front, ...sketch.points.map(({ number }) => number)].map((number) =>
    readPlace(sketch, number),
  );
  return { ...played, answer: { ...report, snapshot: { ...figures, places } } };
}

function isGrace(played: Played): boolean {
  const answer = played.answer as { kind?: string } | null;
  return played.step.does === "renew" && played.step.lapsedSeat === "restore" && answer?.kind === "renewed";
}
