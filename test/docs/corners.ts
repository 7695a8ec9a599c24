// The tables of corners in docs/architecture.md: every combination of what stands left of "answer" is tried on the real
// gate, and must be found in exactly one row.

import { expect, it } from "vitest";
import type { Ticket } from "../../src/domain/ticket.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { deriveKeyring } from "../../src/seal/keyring.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import { type Batch, NO_WAITS, type Turnstile } from "../../src/turnstile/turnstile.ts";
import { aRoom } from "../support/a-room.ts";
import { anEpoch, aVisitor } from "../support/a-visitor.ts";
import { type Answer, type Browser, PASS, readClaims } from "../support/gate/a-browser.ts";
import type { Gate } from "../support/gate/a-gate.ts";
import type { GateStack } from "../support/gate/gate-stack.ts";
import { isVerb, type Verb } from "../support/redis/verbs.ts";
import { SECRET } from "../support/secrets.ts";
import { readPage, tablesOf } from "./pages.ts";

/** Where a gate's virtual clock begins. */
export const START = 1_800_000_000_000;
export const DAY_MS = 86_400_000;
export const keyring = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });
export const NOTHING: Batch = { present: [], confirmed: [], restored: [], toldToWait: 0, waits: NO_WAITS };
export const KNOWN = { epoch: anEpoch(), seats: 0 };
const page = readPage("docs/architecture.md");

/** The ticket of somebody who came ten seconds ago and has shown it since. */
export function aShownTicket(visitor: VisitorId, { expiresAtMs }: { readonly expiresAtMs: number }): Ticket {
  const issuedAtMs = START - 10_000;
  const stage = { kind: "shown", epoch: anEpoch() } as const;
  return {
    room: "main",
    visitor,
    number: issuedAtMs * 1000,
    issuedAtMs,
    expiresAtMs,
    stage,
    firstWait: null,
    firstPlace: 5,
  };
}

export type Corner = Readonly<Record<string, string>>;
export type Outcome = { readonly answer: string; readonly cookies: string; readonly asks: string };
type Row = { readonly of: Readonly<Record<string, readonly string[]>>; readonly outcome: Outcome };

/** The rows of the table under a heading, of which the last three cells say what happens. */
function tableUnder(heading: string): Row[] {
  const section = page.text.slice(page.text.indexOf(`\n### ${heading}\n`));
  const [, head = ""] = /^\| (.*) \|$/m.exec(section) ?? [];
  const names = head.split(" | ").map((name) => name.trim());
  return (tablesOf({ ...page, text: section })[0] ?? []).map((cells) => {
    const of = Object.fromEntries(cells.map((cell, at) => [names[at] ?? "", cell]));
    const { answer = "", cookies = "", asks = "", ...rest } = of;
    const split = Object.entries(rest).map(([name, cell]) => [name, cell.split(", ")]);
    return { of: Object.fromEntries(split), outcome: { answer, cookies, asks } };
  });
}

function isIn({ of }: Row, corner: Corner): boolean {
  return Object.entries(corner).every(([name, value]) => of[name]?.includes(value) || of[name]?.[0] === "*");
}

export function allCorners(dimensions: Readonly<Record<string, readonly string[]>>): Corner[] {
  return Object.entries(dimensions).reduce<Corner[]>(
    (corners, [name, values]) => corners.flatMap((corner) => values.map((value) => ({ ...corner, [name]: value }))),
    [{}],
  );
}

export const WAYS: Readonly<Record<string, (visitor: Browser, cookie: string) => Promise<Answer>>> = {
  page: (visitor, cookie) => visitor.navigate("/race", { cookie }),
  link: (visitor, cookie) => visitor.navigate("/race", { cookie, site: "cross-site" }),
  form: (visitor, cookie) => visitor.post("/race", { cookie }),
  return: (visitor, cookie) => visitor.post("/race", { cookie, site: "cross-site" }),
  API: (visitor, cookie) => visitor.api("/race", { cookie }),
  part: (visitor, cookie) => visitor.subresource("/style.css", { cookie }),
  "first poll": (visitor, cookie) => visitor.poll({ cookie, asked: "first" }),
  poll: (visitor, cookie) => visitor.poll({ cookie }),
};

/** What `Corral-State` says to those who wait, for whatever reason. */
const WAITING: ReadonlySet<string> = new Set(["waiting", "notyet", "lobby", "closed"]);

const WAITS: Readonly<Record<string, number>> = { API: 429, part: 503 };

/** Whether Redis can be asked from now on; gives what it is asked by those who wait for the answer. */
export function hearVerbs({ front }: GateStack, redis: "there" | "away"): Verb[] {
  const verbs: Verb[] = [];
  front.setFault({
    kind: "refuse",
    only(command) {
      for (const verb of ["arrive", "renew", "release"] as const) if (isVerb(verb)(command)) verbs.push(verb);
      return redis === "away";
    },
  });
  return verbs;
}

export async function send(
  stack: GateStack,
  gate: Gate,
  kind: string,
  verbs: Verb[],
  shown: { visitor: VisitorId; cookie: string },
): Promise<Outcome> {
  stack.origin.clear();
  verbs.length = 0;
  const answer = await WAYS[kind]?.(gate.aBrowser(), `basket=1; ${shown.cookie}`);
  if (answer === undefined) throw new RangeError(`no kind ${kind}`);
  const cookies = answer.setCookies.map((line) => describeCookie(line, shown.visitor)).join(", ") || "–";
  return {
    answer: describeAnswer(answer, kind, stack.origin.requests().length),
    cookies,
    asks: verbs.join(", ") || "–",
  };
}

function describeAnswer({ status, state, text }: Answer, kind: string, forwarded: number): string {
  if (forwarded > 0) return "in";
  if (state === "admitted") return status === 303 ? "303" : "in";
  if (text.includes('"reason":"cookies"')) return "cookies";
  return WAITING.has(state ?? "") && status === (WAITS[kind] ?? 200) ? "wait" : `${status} ${state}`;
}

function describeCookie(line: string, visitor: VisitorId): string {
  const [, name = "", token = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  const claims = readClaims(token === "" ? null : token);
  if (name === PASS) return `${["fresh", "last", "done"].find((mark) => claims && mark in claims) ?? "full"} pass`;
  if (claims === null) return "ticket cleared";
  if (claims.sub !== visitor) return "new ticket";
  return "num" in claims && "epoch" in claims ? "shown ticket" : "unknown ticket";
}

let made = 0;
/** Ids that differ in what a snapshot lists of them. */
export function someVisitor(): VisitorId {
  made += 1;
  return aVisitor(`${made}`.padStart(4, "0"));
}

/** What another isolate asks, with seats to give or without. */
export function elsewhere({ front }: GateStack, capacity: number): Turnstile {
  const { url, token } = front;
  return redisTurnstile({ url, token, room: aRoom({ capacity }), mintEpoch: () => anEpoch() });
}

/** Whom the others wait behind. */
export async function lineUpSomebody(stack: GateStack, atMs: number): Promise<void> {
  await elsewhere(stack, 0).turn({ ...NOTHING, present: [{ visitor: someVisitor(), number: 0 }] }, KNOWN, atMs);
}

/** One row for each corner, and no row without one. */
export function testTable(heading: string, corners: readonly Corner[]): void {
  it("has exactly one row for each combination", () => {
    const rows = tableUnder(heading);
    const found = corners.map((corner) => ({ ...corner, rows: rows.filter((row) => isIn(row, corner)).length }));
    expect(found.filter((corner) => corner.rows !== 1)).toEqual([]);
    expect(rows.filter((row) => !corners.some((corner) => isIn(row, corner)))).toEqual([]);
  });
}

/** Every corner that was tried turned out as its row says. */
export function expectAsTold(heading: string, given: ReadonlyMap<Corner, Outcome>): void {
  const rows = tableUnder(heading);
  const compared = [...given].map(([corner, outcome]) => {
    const told = rows.find((row) => isIn(row, corner))?.outcome;
    return { corner, told, given: { ...outcome } };
  });
  expect(compared.length).toBeGreaterThan(0);
  expect(compared.filter(({ told, given }) => JSON.stringify(told) !== JSON.stringify(given))).toEqual([]);
}

/** One request that finds Redis away, so that the isolate knows. */
export async function meetOutage(stack: GateStack, gate: Gate): Promise<void> {
  hearVerbs(stack, "away");
  await bringUpToDate(gate);
}

/** A request of somebody else's, which makes the isolate turn. */
export async function bringUpToDate(gate: Gate): Promise<void> {
  await gate.aBrowser().api("/race");
  await gate.settle();
}
