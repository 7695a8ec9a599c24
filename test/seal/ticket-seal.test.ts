import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Epoch } from "../../src/domain/epoch.ts";
import type { TicketStage } from "../../src/domain/ticket.ts";
import type { Flaw } from "../../src/seal/open-result.ts";
import { signPass } from "../../src/seal/pass-seal.ts";
import { openTicket, signTicket } from "../../src/seal/ticket-seal.ts";
import { flawedEnvelopes } from "./envelopes.ts";
import {
  aPass,
  aTicket,
  goodHeader,
  keyring,
  NOW_MS,
  NOW_SECONDS,
  payloadOf,
  rawToken,
  ticketClaims,
} from "./tokens.ts";

const { key } = keyring.ticket.current;
const envelopes = await flawedEnvelopes(key, ticketClaims);
const signed = (claims: unknown) => rawToken(key, goodHeader, claims);

describe("a ticket", () => {
  it.each<[string, TicketStage]>([
    ["fresh", { kind: "fresh" }],
    ["shown against an epoch", { kind: "shown", epoch: "epoch_0001" as Epoch }],
    ["shown in an outage", { kind: "shown", epoch: null }],
  ])("opens as it was signed: %s", async (_, stage) => {
    const ticket = aTicket({ stage });
    expect(await openTicket(keyring, "main", await signTicket(keyring, ticket), NOW_MS)).toEqual({
      kind: "good",
      value: ticket,
    });
  });

  it("claims what the design says and nothing else", async () => {
    const token = await signTicket(keyring, aTicket());
    expect(payloadOf(token)).toBe(
      '{"use":"ticket","room":"main","sub":"AAAAbbbbCCCC-_09","iat":1799999940,"exp":1800000060,"num":1800000000000123}',
    );
  });

  it("carries the first wait its holder was told", async () => {
    const ticket = aTicket({ firstWait: { atMs: NOW_MS - 5123, low: 0, high: 90 } });
    const opened = await openTicket(keyring, "main", await signTicket(keyring, ticket), NOW_MS);
    expect(opened).toEqual({ kind: "good", value: ticket });
  });

  it("carries the first place its holder was told, from the very first on", async () => {
    for (const firstPlace of [1, 1234]) {
      const ticket = aTicket({ firstPlace });
      const token = await signTicket(keyring, ticket);
      expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "good", value: ticket });
      expect(payloadOf(token)).toContain(`"first":${firstPlace}`);
    }
  });

  it("has no first wait and no first place where it claims none, as tickets of before do not", async () => {
    const opened = await openTicket(keyring, "main", await signed(ticketClaims), NOW_MS);
    expect(opened).toMatchObject({ kind: "good", value: { firstWait: null, firstPlace: null } });
  });

  it("rounds its times down to whole seconds", async () => {
    const ticket = aTicket({ issuedAtMs: NOW_MS - 1, expiresAtMs: NOW_MS + 1999 });
    const opened = await openTicket(keyring, "main", await signTicket(keyring, ticket), NOW_MS);
    expect(opened).toMatchObject({ kind: "good", value: { issuedAtMs: NOW_MS - 1000, expiresAtMs: NOW_MS + 1000 } });
  });

  it("opens with the numbers at both ends of what orders the line", async () => {
    for (const number of [0, Number.MAX_SAFE_INTEGER]) {
      const opened = await openTicket(keyring, "main", await signTicket(keyring, aTicket({ number })), NOW_MS);
      expect(opened).toMatchObject({ kind: "good", value: { number } });
    }
  });

  it("is good until its end and expired, with its value, from then on", async () => {
    const ticket = aTicket({ expiresAtMs: NOW_MS });
    const token = await signTicket(keyring, ticket);
    expect((await openTicket(keyring, "main", token, NOW_MS - 1)).kind).toBe("good");
    expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "expired", value: ticket });
  });

  it("may come from a clock five seconds ahead and no more", async () => {
    const token = await signTicket(keyring, aTicket({ issuedAtMs: NOW_MS }));
    expect((await openTicket(keyring, "main", token, NOW_MS - 5000)).kind).toBe("good");
    expect(await openTicket(keyring, "main", token, NOW_MS - 5001)).toEqual({
      kind: "flawed",
      flaw: "from-the-future",
    });
  });
});

describe("a flawed ticket", () => {
  it.each(envelopes)("is refused by its envelope: %s", async (_, token, flaw) => {
    expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "flawed", flaw });
  });

  it.each<[string, unknown, Flaw]>([
    ["an object without claims", {}, "wrong-use"],
    ["the use of a pass", { ...ticketClaims, use: "pass" }, "wrong-use"],
    ["another room", { ...ticketClaims, room: "mains" }, "wrong-room"],
    ["no room", { ...ticketClaims, room: undefined }, "wrong-room"],
    ["a visitor id too short", { ...ticketClaims, sub: "AAAAbbbbCCCC-_0" }, "bad-claims"],
    ["a visitor id with a space", { ...ticketClaims, sub: "AAAAbbbbCCCC-_0 " }, "bad-claims"],
    ["a visitor id in an array", { ...ticketClaims, sub: ["AAAAbbbbCCCC-_09"] }, "bad-claims"],
    ["no visitor", { ...ticketClaims, sub: undefined }, "bad-claims"],
    ["no iat", { ...ticketClaims, iat: undefined }, "bad-claims"],
    ["no exp: it would live for ever", { ...ticketClaims, exp: undefined }, "bad-claims"],
    ["exp as text", { ...ticketClaims, exp: "1800000060" }, "bad-claims"],
    ["exp with a fraction", { ...ticketClaims, exp: NOW_SECONDS + 0.5 }, "bad-claims"],
    ["exp beyond any date", { ...ticketClaims, exp: 8.64e12 + 1 }, "bad-claims"],
    ["iat below zero", { ...ticketClaims, iat: -1 }, "bad-claims"],
    ["iat in the future", { ...ticketClaims, iat: NOW_SECONDS + 6 }, "from-the-future"],
    ["no number", { ...ticketClaims, num: undefined }, "bad-number"],
    ["a number that is NaN, null in JSON", { ...ticketClaims, num: Number.NaN }, "bad-number"],
    ["a number below zero", { ...ticketClaims, num: -1 }, "bad-number"],
    ["a number of 2^53", { ...ticketClaims, num: 2 ** 53 }, "bad-number"],
    ["a number with a fraction", { ...ticketClaims, num: 1.5 }, "bad-number"],
    ["a number as text", { ...ticketClaims, num: "1" }, "bad-number"],
    ["a number in an array", { ...ticketClaims, num: [1] }, "bad-number"],
    ["a number too great for a float", '{"use":"ticket","room":"main","num":1e999}', "bad-claims"],
    ["NaN spelt out", '{"use":"ticket","room":"main","num":NaN}', "bad-claims"],
    ["an epoch that is empty", { ...ticketClaims, epoch: "" }, "bad-claims"],
    ["a first wait that is no list", { ...ticketClaims, wait: 5 }, "bad-claims"],
    ["a first wait without its end", { ...ticketClaims, wait: [NOW_MS, 5] }, "bad-claims"],
    ["a first wait below zero", { ...ticketClaims, wait: [NOW_MS, -1, 5] }, "bad-claims"],
    ["a first place of 0", { ...ticketClaims, first: 0 }, "bad-claims"],
    ["a first place below zero", { ...ticketClaims, first: -1 }, "bad-claims"],
    ["a first place as text", { ...ticketClaims, first: "x" }, "bad-claims"],
    ["a first place with a fraction", { ...ticketClaims, first: 1.5 }, "bad-claims"],
    ["a first place that is NaN, null in JSON", { ...ticketClaims, first: Number.NaN }, "bad-claims"],
    ["a first place of 2^53", { ...ticketClaims, first: 2 ** 53 }, "bad-claims"],
    ["a first place in an array", { ...ticketClaims, first: [1] }, "bad-claims"],
    ["an epoch that is a number", { ...ticketClaims, epoch: 12345678 }, "bad-claims"],
  ])("is refused by its claims, though well signed: %s", async (_, claims, flaw) => {
    expect(await openTicket(keyring, "main", await signed(claims), NOW_MS)).toEqual({ kind: "flawed", flaw });
  });

  it("is refused when it is a pass", async () => {
    expect(await openTicket(keyring, "main", await signPass(keyring, aPass()), NOW_MS)).toEqual({
      kind: "flawed",
      flaw: "bad-signature",
    });
  });

  it("says nothing else after a change of any one character", async () => {
    const ticket = aTicket();
    const token = await signTicket(keyring, ticket);
    const anyPlace = fc.nat({ max: token.length - 1 });
    const anyCharacter = fc.oneof(
      fc.constantFrom(..."AQgwz09-_.="),
      fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
    );
    await fc.assert(
      fc.asyncProperty(anyPlace, anyCharacter, async (place, character) => {
        const mutant = token.slice(0, place) + character + token.slice(place + 1);
        const opened = await openTicket(keyring, "main", mutant, NOW_MS);
        if (opened.kind !== "flawed") expect(opened).toEqual({ kind: "good", value: ticket });
      }),
      { numRuns: 1000 },
    );
  });

  it("never makes opening throw, whatever the text", async () => {
    const anySegments = fc.array(fc.base64String(), { maxLength: 4 }).map((segments) => segments.join("."));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), anySegments), async (text) => {
        expect((await openTicket(keyring, "main", text, NOW_MS)).kind).toBe("flawed");
      }),
      { numRuns: 500 },
    );
  });
});
