import { describe, it } from "vitest";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { signTicket } from "../../src/seal/ticket-seal.ts";
import { TICKET } from "../support/gate/a-browser.ts";
import { aGate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import {
  allCorners,
  aShownTicket,
  bringUpToDate,
  type Corner,
  DAY_MS,
  elsewhere,
  expectAsTold,
  hearVerbs,
  KNOWN,
  keyring,
  meetOutage,
  NOTHING,
  type Outcome,
  START,
  send,
  someVisitor,
  testTable,
  WAYS,
} from "./corners.ts";

const stack = useGateStack();

/** What makes each hour at the start of the gate's clock, and how long after it an outage is met. */
const HOURS: Readonly<Record<string, { readonly vars: Record<string, string>; readonly awayAfterMs: number }>> = {
  forwarded: { vars: { LOBBY_AT: "2027-01-15T09:00:00Z", OPENS_AT: "2027-01-15T10:00:00Z" }, awayAfterMs: 21_000 },
  held: {
    vars: { LOBBY_AT: "2027-01-15T09:00:00Z", OPENS_AT: "2027-01-15T10:00:00Z", BEFORE: "hold" },
    awayAfterMs: 21_000,
  },
  lobby: { vars: { LOBBY_AT: "2027-01-15T07:30:00Z", OPENS_AT: "2027-01-15T09:00:00Z" }, awayAfterMs: 21_000 },
  opening: { vars: { LOBBY_AT: "2027-01-15T07:30:00Z", OPENS_AT: "2027-01-15T08:00:00Z" }, awayAfterMs: 4000 },
  closed: { vars: { CLOSES_AT: "2027-01-15T07:59:00Z" }, awayAfterMs: 21_000 },
};

describe("the corners of the hour", () => {
  const corners = allCorners({
    hour: Object.keys(HOURS),
    ticket: ["none", "shown back", "called"],
    Redis: ["there", "away"],
    kind: Object.keys(WAYS),
  });

  async function cookieOf({ ticket, kind }: Corner, visitor: VisitorId): Promise<string> {
    if (ticket === "none" || kind === "return") return "";
    const held = aShownTicket(visitor, { expiresAtMs: START + 2 * DAY_MS });
    return `${TICKET}=${await signTicket(keyring, held)}`;
  }

  async function tryAll(hour: string, redis: string, some: readonly Corner[]): Promise<Map<Corner, Outcome>> {
    await stack.clear();
    const outcomes = new Map<Corner, Outcome>();
    const turnstile = elsewhere(stack, 100_000);
    const holders: { corner: Corner; visitor: VisitorId; cookie: string }[] = [];
    for (const corner of some) {
      const visitor = someVisitor();
      holders.push({ corner, visitor, cookie: await cookieOf(corner, visitor) });
      if (corner.ticket === "called")
        await turnstile.arrive({ visitor, number: 1, who: "ticket", toldToWait: 0 }, KNOWN, START - 1000);
    }
    await turnstile.turn(NOTHING, KNOWN, START - 1000);
    const { vars = {}, awayAfterMs = 0 } = HOURS[hour] ?? {};
    const gate = aGate(stack, { ...vars, CAPACITY: "100000" });
    await bringUpToDate(gate);
    await gate.elapse(1000);
    if (redis === "away") {
      await gate.clock.advance(awayAfterMs);
      await meetOutage(stack, gate);
    }
    const verbs = hearVerbs(stack, redis === "away" ? "away" : "there");
    for (const { corner, ...shown } of holders)
      outcomes.set(corner, await send(stack, gate, corner.kind ?? "", verbs, shown));
    return outcomes;
  }

  testTable("Corners of the hour", corners);

  const situations = allCorners({ hour: Object.keys(HOURS), Redis: ["there", "away"] }).map(
    ({ hour = "", Redis = "" }) => ({
      hour,
      Redis,
      some: corners.filter((corner) => corner.hour === hour && corner.Redis === Redis),
    }),
  );

  it.each(situations)("are as told, $hour, with Redis $Redis", async ({ hour, Redis, some }) => {
    expectAsTold("Corners of the hour", await tryAll(hour, Redis, some));
  });
});
