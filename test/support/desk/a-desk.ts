// A desk on the model turnstile, with a link that a test can cut: hang, fail, or lose the answer after the script ran.

import type { BreakerEvent } from "../../../src/desk/breaker.ts";
import { type Desk, desk } from "../../../src/desk/desk.ts";
import type { Room } from "../../../src/domain/room.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import { TurnstileFault } from "../../../src/turnstile/fault.ts";
import type { Operator, Turnstile } from "../../../src/turnstile/turnstile.ts";
import { aRoom } from "../a-room.ts";
import { anEpoch } from "../a-visitor.ts";
import { type ModelTurnstile, modelTurnstile } from "../model/model-turnstile.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

export type Link = "good" | "down" | "hanging" | "answers lost";

export type DeskUnderTest = Desk & {
  readonly clock: VirtualClock;
  readonly turnstile: ModelTurnstile;
  /** Verbs that reached the turnstile, in order. */
  readonly calls: string[];
  readonly log: BreakerEvent[];
  readonly cut: (link: Link) => void;
  /** Keeps work alive after an answer, as the requests of this isolate do. */
  readonly keepAlive: (work: Promise<unknown>) => void;
  /** Lets work that is not asleep run to its end. */
  readonly settle: () => Promise<void>;
};

export function sharedTurnstile(overrides: Partial<Room> = {}): ModelTurnstile {
  const limits = { callsMost: 2000, calledMost: 20_000 };
  return modelTurnstile({ room: aRoom(overrides), limits, mintEpoch: () => anEpoch() });
}

export function aDesk(
  overrides: Partial<Room> = {},
  shared: { readonly turnstile?: ModelTurnstile; readonly clock?: VirtualClock } = {},
): DeskUnderTest {
  const { turnstile = sharedTurnstile(overrides), clock = virtualClock() } = shared;
  const calls: string[] = [];
  const log: BreakerEvent[] = [];
  let link: Link = "good";

  async function send<T>(verb: string, run: () => Promise<T>): Promise<T> {
    calls.push(verb);
    if (link === "down") throw new TurnstileFault("unreachable");
    if (link === "hanging") return new Promise(() => {});
    const answer = await run();
    if (link === "answers lost") throw new TurnstileFault("timeout");
    return answer;
  }

  const linked: Turnstile & Operator = {
    turn: (...args) => send("turn", () => turnstile.turn(...args)),
    arrive: (...args) => send("arrive", () => turnstile.arrive(...args)),
    renew: (...args) => send("renew", () => turnstile.renew(...args)),
    release: (...args) => send("release", () => turnstile.release(...args)),
    // The operator's hand is tried on real Redis.
    change: () => send("change", async () => {}),
    readLog: () => send("readLog", async () => []),
  };
  const made = desk({ room: aRoom(overrides), turnstile: linked, clock, random: () => 0.5, log: (e) => log.push(e) });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    ...made,
    clock,
    turnstile,
    calls,
    log,
    settle,
    keepAlive: () => {},
    cut: (next) => {
      link = next;
    },
  };
}

/** A ticket its holder has shown before, with a number by arrival of `agoMs` before the clock's start. */
export function aTicketOf(visitor: VisitorId, overrides: Partial<Ticket> = {}): Ticket {
  return {
    room: "main",
    visitor,
    number: (1_800_000_000_000 - 60_000) * 1000,
    issuedAtMs: 1_800_000_000_000 - 60_000,
    expiresAtMs: 1_800_086_400_000,
    stage: { kind: "fresh" },
    firstWait: null,
    firstPlace: null,
    ...overrides,
  };
}
