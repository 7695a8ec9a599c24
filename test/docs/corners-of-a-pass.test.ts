import { describe, it } from "vitest";
import type { PassStage } from "../../src/domain/pass.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { signPass } from "../../src/seal/pass-seal.ts";
import { anEpoch } from "../support/a-visitor.ts";
import { PASS } from "../support/gate/a-browser.ts";
import { aGate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import {
  allCorners,
  bringUpToDate,
  type Corner,
  elsewhere,
  expectAsTold,
  hearVerbs,
  KNOWN,
  keyring,
  lineUpSomebody,
  meetOutage,
  NOTHING,
  type Outcome,
  START,
  send,
  someVisitor,
  testTable,
} from "./corners.ts";

const stack = useGateStack();

describe("the corners of a pass", () => {
  const corners = allCorners({
    pass: ["fresh", "full", "last", "done"],
    age: ["good", "due", "grace", "late", "over"],
    held: ["call", "seat", "run out", "given up"],
    Redis: ["there", "away before", "away after"],
    kind: ["page", "link", "form", "return", "API", "part", "poll"],
  }).filter(({ pass, age, held, Redis }) => {
    if (pass !== "fresh" && held === "call") return false;
    if (pass === "done" && held !== "given up") return false;
    return !(Redis === "away after" && (age === "good" || age === "due"));
  });

  /** How long after the making of a fresh pass it is shown, and how long before their end the others are. */
  const AGES: Readonly<Record<string, { readonly shownAfterMs: number; readonly leftMs: number }>> = {
    good: { shownAfterMs: 10_000, leftMs: 400_000 },
    due: { shownAfterMs: 60_000, leftMs: 200_000 },
    grace: { shownAfterMs: 175_000, leftMs: -100_000 },
    late: { shownAfterMs: 385_000, leftMs: -310_000 },
    over: { shownAfterMs: 685_000, leftMs: -610_000 },
  };

  async function place(holders: readonly { readonly visitor: VisitorId; readonly corner: Corner }[]): Promise<void> {
    const turnstile = elsewhere(stack, 100_000);
    const who = (...held: string[]) => holders.filter(({ corner }) => held.includes(corner.held ?? ""));
    const call = async (some: typeof holders, atMs: number) => {
      for (const { visitor } of some)
        await turnstile.arrive({ visitor, number: 1, who: "newcomer", toldToWait: 0 }, KNOWN, atMs);
    };
    const seats = (some: typeof holders, expiresAtMs: number) =>
      some.filter(({ corner }) => corner.pass !== "fresh").map(({ visitor }) => ({ visitor, expiresAtMs }));
    // Long enough ago for calls to have lapsed and seats to have ended, the hold of a room that stood still included.
    await call(who("run out"), START - 200_000);
    await turnstile.turn({ ...NOTHING, confirmed: seats(who("run out"), START - 199_000) }, KNOWN, START - 200_000);
    for (const agoMs of [100_000, 3000]) await turnstile.turn(NOTHING, KNOWN, START - agoMs);
    await call(who("call", "seat", "given up"), START);
    const confirmed = seats(who("seat"), START + 3_600_000);
    await turnstile.turn({ ...NOTHING, confirmed }, KNOWN, START);
    await lineUpSomebody(stack, START);
    for (const { visitor } of who("given up")) await turnstile.release({ visitor, passEpoch: anEpoch() }, KNOWN, START);
  }

  async function tryAll(age: string, redis: string, some: readonly Corner[]): Promise<Map<Corner, Outcome>> {
    await stack.clear();
    const outcomes = new Map<Corner, Outcome>();
    const { shownAfterMs = 0, leftMs = 0 } = AGES[age] ?? {};
    const nowMs = START + shownAfterMs;
    const holders = await Promise.all(
      some.map(async (corner) => {
        const [visitor, stage] = [someVisitor(), corner.pass as PassStage];
        const expiresAtMs = stage === "fresh" ? START + 75_000 : nowMs + leftMs;
        const times = { issuedAtMs: START, sinceMs: START, expiresAtMs };
        const token = await signPass(keyring, { room: "main", visitor, epoch: anEpoch(), stage, ...times });
        return { corner, visitor, cookie: `${PASS}=${token}` };
      }),
    );
    await place(holders);
    // Nobody can be seated here, so that whoever is out waits.
    const gate = aGate(stack, { CAPACITY: "0" });
    for (const { corner, cookie } of holders) {
      if (corner.pass === "fresh" && corner.held === "seat")
        await gate.aBrowser().subresource("/style.css", { cookie });
    }
    await gate.elapse(2000);
    const awayFromMs = { there: null, "away before": START + 5000, "away after": nowMs - 1000 }[redis] ?? null;
    if (awayFromMs !== null) {
      await gate.clock.advance(awayFromMs - gate.clock.nowMs());
      await meetOutage(stack, gate);
    }
    await gate.clock.advance(nowMs - gate.clock.nowMs());
    const verbs = hearVerbs(stack, awayFromMs === null ? "there" : "away");
    await bringUpToDate(gate);
    for (const { corner, ...shown } of holders) {
      const outcome = await send(stack, gate, corner.kind ?? "", verbs, shown);
      // How those wait who are out, and on which ticket, is the other table's business.
      const isOut = outcome.answer === "wait" || outcome.answer === "cookies";
      const cookies = outcome.cookies === "new ticket" ? "–" : outcome.cookies;
      outcomes.set(corner, isOut ? { ...outcome, answer: "out", cookies } : outcome);
    }
    return outcomes;
  }

  testTable("Corners of a pass", corners);

  const situations = allCorners({ age: Object.keys(AGES), Redis: ["there", "away before", "away after"] })
    .map(({ age = "", Redis = "" }) => ({
      age,
      Redis,
      some: corners.filter((c) => c.age === age && c.Redis === Redis),
    }))
    .filter(({ some }) => some.length > 0);

  it.each(situations)("are as told, $age, with Redis $Redis", async ({ age, Redis, some }) => {
    expectAsTold("Corners of a pass", await tryAll(age, Redis, some));
  });
});
