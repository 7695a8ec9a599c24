// The answers a desk gives to those without a pass: from its snapshot wherever that can tell, exactly where it cannot.

import { planFirstAsk } from "../domain/ask-plan.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { VisitorId } from "../domain/visitor.ts";
import type { Arrival, Arrived } from "../turnstile/turnstile.ts";
import type { Guarded } from "./breaker.ts";
import type { KeepAlive } from "./clock.ts";
import { type Figures, figuresInLine, figuresOfNewcomer } from "./figures.ts";
import { inFlight } from "./in-flight.ts";
import { type DeskOptions, hasSeatToSpare, type Memory, memory, mustAskExactly } from "./memory.ts";
import { type PassDesk, passDesk } from "./pass-desk.ts";

/** Exact arrivals of an isolate under way at once for people it knows nothing of: a crowd must not become one on Redis. */
const UNKNOWN_MOST = 4;
/** And for those whom the snapshot tells to be called or back: they are as many as seats fall free, and must not wait. */
const EXPECTED_MOST = 64;
/** Twice the round trip's own deadline. */
const EXACT_DEADLINE_MS = 1600;

export type Asked =
  | { readonly kind: "admitted"; readonly as: "call" | "seat"; readonly epoch: Epoch; readonly untilMs: number }
  /** `epoch` is what the ticket is now confirmed against, `null` when nobody could tell. */
  | { readonly kind: "waiting"; readonly figures: Figures; readonly epoch: Epoch | null }
  | { readonly kind: "spent" }
  /** Redis could not be asked; the figures are the last known. */
  | { readonly kind: "outage"; readonly figures: Figures; readonly epoch: Epoch | null };

export type Newcomer = { readonly visitor: VisitorId; readonly number: number };

/**
 * One room's desk in this isolate.
 *
 * *Guarantees*: never admits anybody that no script decided on; never throws a `TurnstileFault`. *Costs*: no round trip
 * for who waits while the snapshot is under 3 s old; one for a call taken up.
 */
export type Desk = PassDesk & {
  /** A ticket was shown. */
  readonly ask: (ticket: Ticket, keepAlive: KeepAlive) => Promise<Asked>;
  /** Somebody without a ticket came, who may be let in at once or not. */
  readonly welcome: (newcomer: Newcomer, may: "enter" | "wait", keepAlive: KeepAlive) => Promise<Asked>;
};

export function desk(options: DeskOptions): Desk {
  const memo = memory(options);
  const { room, box, breaker, clock, random } = memo;
  const exact = {
    unknown: inFlight({ most: UNKNOWN_MOST, deadlineMs: EXACT_DEADLINE_MS }),
    expected: inFlight({ most: EXPECTED_MOST, deadlineMs: EXACT_DEADLINE_MS }),
  };

  async function arrive(
    who: Arrival["who"],
    newcomer: Newcomer,
    holder: keyof typeof exact,
  ): Promise<Guarded<Arrived> | { kind: "busy" }> {
    const leave = exact[holder].enter(newcomer.visitor, clock.nowMs());
    if (leave === null) return { kind: "busy" };
    const { visitor, number } = newcomer;
    // Those told to wait come before whoever arrives now; other isolates hear of them by the same word.
    const told = box.takeTold();
    const arrival = { visitor, number, who, told };
    const guarded = await breaker.attempt(() => memo.turnstile.arrive(arrival, memo.known(), clock.nowMs()));
    if (guarded.kind === "fault") box.told(told);
    leave();
    return guarded;
  }

  function inLine(ticket: Ticket, exactly: { place: number; waiting: number } | null): Figures {
    return figuresInLine(room, memo.lastSnapshot(), { number: ticket.number, exact: exactly }, random);
  }

  function epochKnown(): Epoch | null {
    return memo.lastSnapshot()?.epoch ?? null;
  }

  async function ask(ticket: Ticket): Promise<Asked> {
    memo.witness(ticket.stage.kind === "shown" ? ticket.stage.epoch : null);
    const snapshot = memo.freshSnapshot();
    if (snapshot !== null && !mustAskExactly(snapshot, ticket, box.toldUnsent())) {
      box.present(ticket.visitor, ticket.number);
      return { kind: "waiting", figures: inLine(ticket, null), epoch: snapshot.epoch };
    }
    const guarded = await arrive("ticket", ticket, snapshot === null ? "unknown" : "expected");
    if (guarded.kind !== "answered") {
      box.present(ticket.visitor, ticket.number);
      const figures = inLine(ticket, null);
      if (guarded.kind === "fault") return { kind: "outage", figures, epoch: epochKnown() };
      // Busy says nothing about his turn: he asks again soon.
      return { kind: "waiting", figures: { ...figures, askAgainSeconds: planFirstAsk(random) }, epoch: epochKnown() };
    }
    const arrived = guarded.value;
    switch (arrived.kind) {
      case "waiting":
        // News to this isolate, whose snapshot could not tell: the next turn brings it up to date.
        box.present(ticket.visitor, ticket.number);
        return { kind: "waiting", figures: inLine(ticket, arrived), epoch: arrived.epoch };
      case "spent":
        return { kind: "spent" };
      default:
        return admittedOrTold(memo, arrived);
    }
  }

  async function welcome(newcomer: Newcomer, may: "enter" | "wait"): Promise<Asked> {
    const snapshot = memo.freshSnapshot();
    const figures = () => figuresOfNewcomer(memo.lastSnapshot(), random);
    const seems = snapshot === null || hasSeatToSpare(snapshot, box.toldUnsent());
    if (may === "wait" || !seems) {
      box.told();
      const kind = breaker.outageSinceMs() === null ? "waiting" : "outage";
      return { kind, figures: figures(), epoch: epochKnown() };
    }
    const guarded = await arrive("newcomer", newcomer, "unknown");
    if (guarded.kind === "answered") {
      const asked = admittedOrTold(memo, guarded.value);
      if (asked.kind === "waiting") box.told();
      return asked;
    }
    box.told();
    return { kind: guarded.kind === "fault" ? "outage" : "waiting", figures: figures(), epoch: epochKnown() };
  }

  async function thenTurn(answer: Promise<Asked>, keepAlive: KeepAlive): Promise<Asked> {
    const asked = await answer;
    memo.turns.keepTurning(keepAlive);
    return asked;
  }

  return {
    ...passDesk(memo),
    ask: (ticket, keepAlive) => thenTurn(ask(ticket), keepAlive),
    welcome: (newcomer, may, keepAlive) => thenTurn(welcome(newcomer, may), keepAlive),
  };
}

function admittedOrTold(memo: Memory, arrived: Arrived): Asked {
  switch (arrived.kind) {
    case "called":
      return { kind: "admitted", as: "call", epoch: arrived.epoch, untilMs: arrived.deadlineMs };
    case "seated":
      return { kind: "admitted", as: "seat", epoch: arrived.epoch, untilMs: arrived.expiresAtMs };
    case "told":
    case "waiting":
      return { kind: "waiting", figures: figuresOfNewcomer(memo.lastSnapshot(), memo.random), epoch: arrived.epoch };
    case "spent":
      return { kind: "spent" };
    default: {
      const unreachable: never = arrived;
      return unreachable;
    }
  }
}
