// Random histories of a room: four desks and a dozen visitors, whose messages are stale, late and lost as in life. A
// history is data; `playHistory` plays it on any turnstile and yields every answer.

import fc from "fast-check";
import type { Calendar } from "../../../src/domain/calendar.ts";
import type { Epoch } from "../../../src/domain/epoch.ts";
import type { Room } from "../../../src/domain/room.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import type { TurnLimits } from "../../../src/turnstile/redis-turnstile.ts";
import type { Batch, Known, Turnstile } from "../../../src/turnstile/turnstile.ts";
import { anOpening, aRoom } from "../a-room.ts";
import { anEpoch, aVisitor } from "../a-visitor.ts";

export const START_MS = 1_800_000_000_000;
const DESK_CLOCKS_MS = [0, 250, -250, 500];
const VISITORS = Array.from({ length: 14 }, (_, i) => aVisitor(`v${i}`));

export type Step = { readonly desk: number; readonly visitor: number } & (
  | { readonly does: "wait"; readonly ms: number }
  | { readonly does: "show" | "confirm" | "tell" | "arrive" | "newcomer" | "release" | "put-off" | "wipe" }
  | { readonly does: "turn"; readonly answer: "heard" | "lost"; readonly batch: "own" | "put-off" }
  | { readonly does: "renew"; readonly lapsedSeat: "restore" | "keep" }
);

export type History = { readonly room: Room; readonly limits: TurnLimits; readonly steps: readonly Step[] };

const ALWAYS_OPEN: Calendar = { opening: null, closesAtMs: null };
/** Opens and closes within a history, warming up for a minute between. */
const A_DAY: Calendar = {
  opening: anOpening({ opensAtMs: START_MS + 4000, rampSeconds: 60 }),
  closesAtMs: START_MS + 200_000,
};

const anyone = { desk: fc.nat({ max: 3 }), visitor: fc.nat({ max: VISITORS.length - 1 }) };
const waits = [100, 600, 1000, 1000, 1000, 2100, 4000, 6000, 12_000, 31_000, 80_000, 130_000];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...anyone, does: fc.constant("show" as const) }) },
  { weight: 6, arbitrary: fc.record({ ...anyone, does: fc.constant("wait" as const), ms: fc.constantFrom(...waits) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...anyone,
      does: fc.constant("turn" as const),
      answer: fc.constantFrom("heard" as const, "heard" as const, "heard" as const, "lost" as const),
      batch: fc.constantFrom("own" as const, "own" as const, "own" as const, "put-off" as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ ...anyone, does: fc.constant("arrive" as const) }) },
  { weight: 3, arbitrary: fc.record({ ...anyone, does: fc.constant("confirm" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...anyone,
      does: fc.constantFrom("newcomer" as const, "tell" as const, "release" as const, "put-off" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...anyone,
      does: fc.constant("renew" as const),
      lapsedSeat: fc.constantFrom("restore" as const, "keep" as const),
    }),
  },
);

const wipe = fc.record({ ...anyone, does: fc.constant("wipe" as const) });

/** Histories without loss of data, for which the capacity invariant holds without exception, or with it. */
export function histories(data: "kept" | "may be lost"): fc.Arbitrary<History> {
  const steps = data === "kept" ? step : fc.oneof({ weight: 30, arbitrary: step }, { weight: 1, arbitrary: wipe });
  return fc.record({
    room: fc
      .record({
        capacity: fc.integer({ min: 0, max: 5 }),
        inflowPerMinute: fc.constantFrom("unlimited" as const, "unlimited" as const, 600, 60, 6),
        sessionSeconds: fc.constantFrom(60, 600),
        claimSeconds: fc.constantFrom(5, 75),
        patienceSeconds: fc.constantFrom(20, 120),
        ticketSeconds: fc.constantFrom(4000, 86_400),
        calendar: fc.constantFrom(ALWAYS_OPEN, ALWAYS_OPEN, A_DAY),
        admission: fc.constantFrom<Room["admission"]>(
          { kind: "forward", origin: "route" },
          { kind: "forward", origin: "route" },
          { kind: "redirect", targetUrl: "https://shop.example/" },
        ),
      })
      .map(aRoom),
    limits: fc.constantFrom({ callsMost: 2000, calledMost: 20_000 }, { callsMost: 2, calledMost: 3 }),
    steps: fc.array(steps, { minLength: 20, maxLength: 70 }),
  });
}

type Desk = { pending: Collected; putOff: Collected; known: Known };
type Collected = { present: Set<VisitorId>; confirmed: Map<VisitorId, number>; toldToWait: number };

export type Played = {
  readonly step: Step;
  readonly visitor: VisitorId;
  readonly answer: unknown;
  readonly nowMs: number;
};

/** Numbers a visitor's ticket carries: half of the visitors came a minute ago, the rest in the minute that follows. */
export function numberOf(visitor: VisitorId): number {
  const index = VISITORS.indexOf(visitor);
  return (START_MS + (index - VISITORS.length / 2) * 9000) * 1000 + index;
}

export async function* playHistory(
  history: History,
  turnstile: Turnstile,
  room: { wipe(): Promise<void>; nameEpoch(epoch: Epoch): void },
): AsyncGenerator<Played> {
  const nothing = (): Collected => ({ present: new Set(), confirmed: new Map(), toldToWait: 0 });
  const desks: Desk[] = DESK_CLOCKS_MS.map(() => ({
    pending: nothing(),
    putOff: nothing(),
    known: { epoch: null, seats: null },
  }));
  const passEpochs = new Map<VisitorId, Epoch>();
  let clockMs = START_MS;
  for (const [index, step] of history.steps.entries()) {
    room.nameEpoch(anEpoch(`${index}`));
    const desk = desks[step.desk] ?? fail();
    const visitor = VISITORS[step.visitor] ?? fail();
    const nowMs = clockMs + (DESK_CLOCKS_MS[step.desk] ?? 0);
    const sessionEndMs = nowMs + history.room.sessionSeconds * 1000;
    let answer: unknown = null;
    switch (step.does) {
      case "wait":
        clockMs += step.ms;
        break;
      case "show":
        desk.pending.present.add(visitor);
        break;
      case "confirm":
        desk.pending.confirmed.set(visitor, sessionEndMs);
        break;
      case "tell":
        desk.pending.toldToWait += 1;
        break;
      case "put-off":
        [desk.putOff, desk.pending] = [desk.pending, nothing()];
        break;
      case "wipe":
        await room.wipe();
        break;
      case "turn": {
        const which = step.batch === "own" ? "pending" : "putOff";
        const report = await turnstile.turn(batchOf(desk[which], desk.known.epoch, passEpochs), desk.known, nowMs);
        answer = report;
        if (step.answer === "lost") break;
        desk[which] = nothing();
        desk.known = { epoch: report.snapshot.epoch, seats: report.snapshot.seats + report.snapshot.called };
        break;
      }
      case "arrive":
      case "newcomer": {
        const who = step.does === "newcomer" ? "newcomer" : "ticket";
        const name = who === "newcomer" ? aVisitor(`n${index}`) : visitor;
        const number = who === "newcomer" ? nowMs * 1000 : numberOf(visitor);
        const arrival = { visitor: name, number, who, toldToWait: desk.pending.toldToWait } as const;
        desk.pending.toldToWait = 0;
        const arrived = await turnstile.arrive(arrival, desk.known, nowMs);
        if (arrived.kind === "called" || arrived.kind === "seated") passEpochs.set(name, arrived.epoch);
        answer = arrived;
        break;
      }
      case "renew": {
        const passEpoch = passEpochs.get(visitor) ?? anEpoch("none");
        const renewal = { visitor, expiresAtMs: sessionEndMs, passEpoch, lapsedSeat: step.lapsedSeat };
        answer = await turnstile.renew(renewal, { ...desk.known, epoch: passEpochs.get(visitor) ?? null }, nowMs);
        break;
      }
      case "release":
        answer = await turnstile.release({ visitor, passEpoch: passEpochs.get(visitor) ?? null }, desk.known, nowMs);
        break;
      default: {
        const unreachable: never = step;
        throw new TypeError(`no such step: ${unreachable}`);
      }
    }
    yield { step, visitor, answer, nowMs };
  }
}

/** Confirmations of passes of an earlier epoch than the desk knows travel as restorations. */
function batchOf(collected: Collected, epoch: Epoch | null, passEpochs: ReadonlyMap<VisitorId, Epoch>): Batch {
  const confirmed = [...collected.confirmed].map(([visitor, expiresAtMs]) => ({ visitor, expiresAtMs }));
  const isEarlier = ({ visitor }: { visitor: VisitorId }) =>
    epoch !== null && passEpochs.has(visitor) && passEpochs.get(visitor) !== epoch;
  return {
    present: [...collected.present].map((visitor) => ({ visitor, number: numberOf(visitor) })),
    confirmed: confirmed.filter((entry) => !isEarlier(entry)),
    restored: confirmed.filter(isEarlier),
    toldToWait: collected.toldToWait,
    waits: { estimated: collected.toldToWait, held: Math.floor(collected.toldToWait / 2) },
  };
}

function fail(): never {
  throw new TypeError("no such desk or visitor");
}
