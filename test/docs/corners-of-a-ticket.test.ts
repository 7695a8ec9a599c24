import { describe, it } from "vitest";
import type { Lot } from "../../src/domain/ticket.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { deriveKeyring } from "../../src/seal/keyring.ts";
import { signLot, signTicket } from "../../src/seal/ticket-seal.ts";
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
  lineUpSomebody,
  meetOutage,
  type Outcome,
  START,
  send,
  someVisitor,
  testTable,
  WAYS,
} from "./corners.ts";

const strangers = await deriveKeyring({
  signingSecret: "another secret of thirty-two bytes or more",
  previousSigningSecret: null,
});

const stack = useGateStack();

describe("the corners of a ticket", () => {
  const corners = allCorners({
    ticket: [
      "none",
      "fresh",
      "shown",
      "called",
      "lot",
      "spent",
      "spent elsewhere",
      "of another day",
      "run out",
      "flawed",
    ],
    room: ["full", "open"],
    Redis: ["there", "away"],
    kind: Object.keys(WAYS),
  });
  const HOURS = {
    LOBBY_AT: "2027-01-15T07:40:00Z",
    OPENS_AT: "2027-01-15T07:50:00Z",
    ORDER: "draw",
    DRAW_SECRET: "a draw secret of thirty-two bytes or more",
  };

  async function cookieOf(kind: string, visitor: VisitorId): Promise<string> {
    const ticket = aShownTicket(visitor, { expiresAtMs: START + DAY_MS });
    const lot: Lot = { room: "main", visitor, number: null, issuedAtMs: START - 700_000, expiresAtMs: START + DAY_MS };
    switch (kind) {
      case "none":
        return "";
      case "fresh":
        return signTicket(keyring, {
          ...ticket,
          stage: { kind: "fresh" },
          firstPlace: null,
          expiresAtMs: START + 590_000,
        });
      case "lot":
        return signLot(keyring, lot);
      case "of another day":
        return signTicket(keyring, { ...ticket, number: (START - DAY_MS) * 1000 });
      case "run out":
        return signTicket(keyring, { ...ticket, expiresAtMs: START - 1000 });
      case "flawed":
        return signTicket(strangers, ticket);
      default:
        return signTicket(keyring, ticket);
    }
  }

  async function tryAll(room: string, redis: string, some: readonly Corner[]): Promise<Map<Corner, Outcome>> {
    await stack.clear();
    const outcomes = new Map<Corner, Outcome>();
    const holders = await Promise.all(
      some.map(async (corner) => {
        const visitor = someVisitor();
        const token = await cookieOf(corner.ticket ?? "", visitor);
        // The cookie is `Lax`: a form sent by another site comes without it.
        return { corner, visitor, cookie: token === "" || corner.kind === "return" ? "" : `${TICKET}=${token}` };
      }),
    );
    const turnstile = elsewhere(stack, 100_000);
    for (const { corner, visitor } of holders) {
      if (corner.ticket === "called")
        await turnstile.arrive({ visitor, number: 1, who: "ticket", toldToWait: 0 }, KNOWN, START - 1000);
      if (corner.ticket === "spent elsewhere")
        await turnstile.release({ visitor, passEpoch: null }, KNOWN, START - 1000);
    }
    if (room === "full") await lineUpSomebody(stack, START - 1000);
    const gate = aGate(stack, { ...HOURS, CAPACITY: room === "full" ? "0" : "100000" });
    for (const { corner, cookie } of holders) {
      if (corner.ticket === "spent" && cookie !== "") await gate.aBrowser().leave("header", { cookie });
    }
    await bringUpToDate(gate);
    await gate.elapse(1000);
    if (redis === "away") {
      await gate.clock.advance(4000);
      await meetOutage(stack, gate);
    }
    const verbs = hearVerbs(stack, redis === "away" ? "away" : "there");
    for (const { corner, ...shown } of holders)
      outcomes.set(corner, await send(stack, gate, corner.kind ?? "", verbs, shown));
    return outcomes;
  }

  testTable("Corners of a ticket", corners);

  const situations = allCorners({ room: ["full", "open"], Redis: ["there", "away"] }).map(
    ({ room = "", Redis = "" }) => ({
      room,
      Redis,
      some: corners.filter((corner) => corner.room === room && corner.Redis === Redis),
    }),
  );

  it.each(situations)("are as told, the room $room, with Redis $Redis", async ({ room, Redis, some }) => {
    expectAsTold("Corners of a ticket", await tryAll(room, Redis, some));
  });
});
