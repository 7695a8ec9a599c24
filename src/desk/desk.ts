// What a desk answers visitors without a pass: from its snapshot where that suffices, by an exact arrival elsewhere.

import { planFirstAsk } from "../domain/ask-plan.ts";
import { phaseAt } from "../domain/calendar.ts";
import type { Epoch } from "../domain/epoch.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import type { Newcomer, Ticket } from "../domain/ticket.ts";
import { hasHeld } from "../domain/wait-estimate.ts";
import {
  type Figures,
  figuresAtOpening,
  figuresInLine,
  figuresOfNewcomer,
  withoutLine,
} from "../domain/wait-figures.ts";
import type { Arrival, Arrived } from "../turnstile/turnstile.ts";
import type { Guarded } from "./breaker.ts";
import type { KeepAlive } from "./clock.ts";
import { inFlight } from "./in-flight.ts";
import { type OperatorDesk, operatorDesk } from "./operator-desk.ts";
import { type PassDesk, passDesk } from "./pass-desk.ts";
import { type DeskOptions, hasSeatToSpare, mustAskExactly, type RoomMemory, roomMemory } from "./room-memory.ts";

/** Most exact arrivals under way at once for people unknown to this isolate: a crowd must not become one on Redis. */
const UNKNOWN_MOST = 4;
/** And for people whom the snapshot shows called or back: they are as many as seats fall free, and must not wait. */
const EXPECTED_MOST = 64;
/**
 * While nobody is in line yet, an isolate that tells people to wait reports them at least this often, by an arrival:
 * otherwise other isolates would go on seating newcomers over them for as long as a turn takes.
 */
const WORD_OF_TOLD_MS = 100;
/** Twice the round trip's own deadline. */
const EXACT_DEADLINE_MS = 1600;

/** What a desk answers a visitor without a pass. */
export type Asked =
  | { readonly kind: "admitted"; readonly as: "call" | "seat"; readonly epoch: Epoch; readonly untilMs: number }
  /**
   * `epoch`: what the ticket is now confirmed against, `null` when unknown. `by`: `script` when one has just seen the
   * ticket's holder in line.
   */
  | {
      readonly kind: "waiting";
      readonly figures: Figures;
      readonly epoch: Epoch | null;
      readonly by: "script" | "snapshot";
    }
  /** The ticket is over. */
  | { readonly kind: "spent" }
  /** Redis could not be asked; the figures are the last known. */
  | { readonly kind: "outage"; readonly figures: Figures; readonly epoch: Epoch | null; readonly by: "snapshot" };

/** The answer to a visitor who keeps waiting. */
export type Standing = Extract<Asked, { kind: "waiting" | "outage" }>;

/**
 * One room's desk in this isolate.
 *
 * *Guarantees*: admits nobody without a script's decision; never throws a `TurnstileFault`. *Costs*: no round trip for
 * a visitor who waits while the snapshot is under 3 s old; one for a call taken up.
 */
export type Desk = PassDesk &
  OperatorDesk & {
    /** A ticket was shown. */
    readonly ask: (ticket: Ticket, keepAlive: KeepAlive) => Promise<Asked>;
    /** Somebody came without a ticket; `may`: whether they may enter at once. */
    readonly welcome: (newcomer: Newcomer, may: "enter" | "wait", keepAlive: KeepAlive) => Promise<Asked>;
  };

/** Makes the desk of a room. *Costs*: no round trip before the first request. */
export function desk(options: DeskOptions): Desk {
  const memory = roomMemory(options);
  const { room, box, breaker, clock, random } = memory;
  const exact = {
    unknown: inFlight({ most: UNKNOWN_MOST, deadlineMs: EXACT_DEADLINE_MS }),
    expected: inFlight({ most: EXPECTED_MOST, deadlineMs: EXACT_DEADLINE_MS }),
  };

  let arrivedAtMs = Number.NEGATIVE_INFINITY;

  function mustSendWord(snapshot: Snapshot): boolean {
    return snapshot.waiting === 0 && box.toldUnsent() > 0 && clock.nowMs() - arrivedAtMs >= WORD_OF_TOLD_MS;
  }

  async function arrive(
    who: Arrival["who"],
    newcomer: Newcomer,
    holder: keyof typeof exact,
  ): Promise<Guarded<Arrived> | { kind: "busy" }> {
    const leave = exact[holder].enter(newcomer.visitor, clock.nowMs());
    if (leave === null) return { kind: "busy" };
    const { visitor, number } = newcomer;
    arrivedAtMs = clock.nowMs();
    // People told to wait come before this arrival, through which other isolates hear of them too.
    const toldToWait = box.takeTold();
    const arrival = { visitor, number, who, toldToWait };
    const guarded = await breaker.attempt(() => memory.turnstile.arrive(arrival, memory.known(), clock.nowMs()));
    if (guarded.kind === "fault") box.toldToWait(toldToWait);
    leave();
    return guarded;
  }

  function inLine(ticket: Ticket, exactly: { place: number; waiting: number } | null): Figures {
    return figuresInLine(
      room,
      memory.lastSnapshot(),
      { number: ticket.number, exact: exactly },
      { nowMs: clock.nowMs(), random },
    );
  }

  /** Just after data was lost the first to report back would otherwise be shown as first in line. */
  function figuresFound(ticket: Ticket, arrived: Extract<Arrived, { kind: "waiting" }>): Figures {
    const known = [epochKnown(), ticket.stage.kind === "shown" ? ticket.stage.epoch : null];
    const isOther = known.some((epoch) => epoch !== null && epoch !== arrived.epoch);
    return isOther ? withoutLine(inLine(ticket, arrived)) : inLine(ticket, arrived);
  }

  /** While nobody is called yet, visitors from the lobby only have to be taken in. */
  function isOpening(): boolean {
    return phaseAt(room.calendar, clock.nowMs()) === "opening";
  }

  function epochKnown(): Epoch | null {
    return memory.lastSnapshot()?.epoch ?? null;
  }

  /** Past half its life a ticket is signed again, and only a script can tell that it is not over. */
  function isInDoubt(ticket: Ticket): boolean {
    const nowMs = clock.nowMs();
    const isOld = ticket.stage.kind === "shown" && ticket.expiresAtMs - nowMs <= room.ticketSeconds * 500;
    return isOld || memory.misplaced.has(ticket.visitor, nowMs);
  }

  async function ask(ticket: Ticket): Promise<Asked> {
    memory.witness(ticket.stage.kind === "shown" ? ticket.stage.epoch : null);
    if (memory.over.has(ticket.visitor, clock.nowMs())) return { kind: "spent" };
    if (isOpening()) {
      box.present(ticket.visitor, ticket.number);
      const figures = figuresAtOpening(room, memory.lastSnapshot(), { nowMs: clock.nowMs(), random });
      return { kind: "waiting", figures, epoch: epochKnown(), by: "snapshot" };
    }
    const snapshot = memory.freshSnapshot();
    if (snapshot !== null && !isInDoubt(ticket) && !mustAskExactly(snapshot, ticket, box.toldUnsent())) {
      box.present(ticket.visitor, ticket.number);
      return { kind: "waiting", figures: inLine(ticket, null), epoch: snapshot.epoch, by: "snapshot" };
    }
    const guarded = await arrive("ticket", ticket, snapshot === null ? "unknown" : "expected");
    if (guarded.kind !== "answered") {
      box.present(ticket.visitor, ticket.number);
      const figures = inLine(ticket, null);
      if (guarded.kind === "fault") return { kind: "outage", figures, epoch: epochKnown(), by: "snapshot" };
      // Busy says nothing about the ticket, so its holder polls again soon.
      const soon = { ...figures, askAgainSeconds: planFirstAsk(random) };
      return { kind: "waiting", figures: soon, epoch: epochKnown(), by: "snapshot" };
    }
    const arrived = guarded.value;
    switch (arrived.kind) {
      case "waiting":
        // The snapshot could not tell this: the next turn brings it up to date.
        box.present(ticket.visitor, ticket.number);
        memory.misplaced.forget(ticket.visitor);
        return { kind: "waiting", figures: figuresFound(ticket, arrived), epoch: arrived.epoch, by: "script" };
      case "spent":
        memory.over.add(ticket.visitor, clock.nowMs());
        return { kind: "spent" };
      default:
        if (ticket.firstWait !== null)
          box.waitEnded(hasHeld(ticket.firstWait, clock.nowMs()) ? "as-told" : "otherwise");
        return admittedOrTold(memory, arrived);
    }
  }

  async function welcome(newcomer: Newcomer, may: "enter" | "wait"): Promise<Asked> {
    const snapshot = memory.freshSnapshot();
    const answerToldToWait = (kind: "waiting" | "outage"): Asked => {
      const known = figuresOfNewcomer(memory.lastSnapshot(), random);
      const figures = isOpening() ? withoutLine(known) : known;
      return { kind, figures, epoch: epochKnown(), by: "snapshot" } as const;
    };
    const isWorthAsking = snapshot === null || hasSeatToSpare(snapshot, box.toldUnsent()) || mustSendWord(snapshot);
    if (may === "wait" || isOpening() || !isWorthAsking) {
      box.toldToWait();
      return answerToldToWait(breaker.outageSinceMs() === null ? "waiting" : "outage");
    }
    const guarded = await arrive("newcomer", newcomer, "unknown");
    if (guarded.kind === "answered") {
      const asked = admittedOrTold(memory, guarded.value);
      if (asked.kind === "waiting") box.toldToWait();
      return asked;
    }
    box.toldToWait();
    return answerToldToWait(guarded.kind === "fault" ? "outage" : "waiting");
  }

  async function thenTurn(answer: Promise<Asked>, keepAlive: KeepAlive): Promise<Asked> {
    const asked = await answer;
    memory.turns.keepTurning(keepAlive);
    return asked;
  }

  return {
    ...passDesk(memory),
    ...operatorDesk(memory),
    ask: (ticket, keepAlive) => thenTurn(ask(ticket), keepAlive),
    welcome: (newcomer, may, keepAlive) => thenTurn(welcome(newcomer, may), keepAlive),
  };
}

function admittedOrTold(memory: RoomMemory, arrived: Arrived): Asked {
  switch (arrived.kind) {
    case "called":
      return { kind: "admitted", as: "call", epoch: arrived.epoch, untilMs: arrived.deadlineMs };
    case "seated":
      return { kind: "admitted", as: "seat", epoch: arrived.epoch, untilMs: arrived.expiresAtMs };
    case "told-to-wait":
    case "waiting":
      return {
        kind: "waiting",
        figures: figuresOfNewcomer(memory.lastSnapshot(), memory.random),
        epoch: arrived.epoch,
        by: "script",
      };
    case "spent":
      return { kind: "spent" };
    default: {
      const unreachable: never = arrived;
      return unreachable;
    }
  }
}
