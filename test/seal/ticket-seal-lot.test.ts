import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Flaw } from "../../src/seal/open-result.ts";
import { openPass } from "../../src/seal/pass-seal.ts";
import { openTicket, signLot } from "../../src/seal/ticket-seal.ts";
import {
  aLot,
  aTicket,
  goodHeader,
  keyring,
  lotClaims,
  NOW_MS,
  NOW_SECONDS,
  payloadOf,
  rawToken,
  ticketClaims,
} from "./tokens.ts";

const signed = (claims: unknown) => rawToken(keyring.ticket.current.key, goodHeader, claims);

function hmacKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", Buffer.from(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

describe("a lot", () => {
  it("opens as it was signed, without a number", async () => {
    const opened = await openTicket(keyring, "main", await signLot(keyring, aLot()), NOW_MS);
    expect(opened).toStrictEqual({
      kind: "good",
      value: {
        room: "main",
        visitor: "AAAAbbbbCCCC-_09",
        number: null,
        issuedAtMs: NOW_MS - 60_000,
        expiresAtMs: NOW_MS + 60_000,
      },
    });
  });

  it("claims that it is one and nothing else", async () => {
    const token = await signLot(keyring, aLot());
    expect(payloadOf(token)).toBe(
      '{"use":"ticket","room":"main","sub":"AAAAbbbbCCCC-_09","iat":1799999940,"exp":1800000060,"lot":true}',
    );
  });

  it("is good until its end and expired, with its value, from then on", async () => {
    const lot = aLot({ expiresAtMs: NOW_MS });
    const token = await signLot(keyring, lot);
    expect(await openTicket(keyring, "main", token, NOW_MS - 1)).toEqual({ kind: "good", value: lot });
    expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "expired", value: lot });
  });

  it("takes nothing from the claims that only a numbered ticket has", async () => {
    const claims = { ...lotClaims, epoch: "epoch_0001", wait: [NOW_MS, 0, 90], first: 7 };
    expect(await openTicket(keyring, "main", await signed(claims), NOW_MS)).toStrictEqual({
      kind: "good",
      value: aLot(),
    });
  });

  // Nobody but us signs either, so nobody gains a number by it; it is the number that makes a ticket.
  it.each([true, false, 1, "true", null])("is none where a number is claimed too: %j", async (lot) => {
    const token = await signed({ ...ticketClaims, lot });
    expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "good", value: aTicket() });
  });

  it("is a ticket, not a pass", async () => {
    const token = await signLot(keyring, aLot());
    expect(await openPass(keyring, "main", token, NOW_MS)).toEqual({ kind: "flawed", flaw: "bad-signature" });
  });
});

describe("a flawed lot", () => {
  it.each<[string, unknown, Flaw]>([
    ["a mark of 1", { ...lotClaims, lot: 1 }, "bad-number"],
    ["a mark as text", { ...lotClaims, lot: "true" }, "bad-number"],
    ["a mark that is false", { ...lotClaims, lot: false }, "bad-number"],
    ["a mark that is null", { ...lotClaims, lot: null }, "bad-number"],
    ["a mark in an array", { ...lotClaims, lot: [true] }, "bad-number"],
    ["no mark and no number", { ...lotClaims, lot: undefined }, "bad-number"],
    ["a number that is null", { ...lotClaims, num: null }, "bad-number"],
    ["a number below zero", { ...lotClaims, num: -1 }, "bad-number"],
    ["a number as text", { ...lotClaims, num: "1" }, "bad-number"],
    ["the use of a pass", { ...lotClaims, use: "pass" }, "wrong-use"],
    ["another room", { ...lotClaims, room: "mains" }, "wrong-room"],
    ["no visitor", { ...lotClaims, sub: undefined }, "bad-claims"],
    ["a visitor id with a space", { ...lotClaims, sub: "AAAAbbbbCCCC-_0 " }, "bad-claims"],
    ["no iat", { ...lotClaims, iat: undefined }, "bad-claims"],
    ["no exp: it would live for ever", { ...lotClaims, exp: undefined }, "bad-claims"],
    ["iat in the future", { ...lotClaims, iat: NOW_SECONDS + 6 }, "from-the-future"],
  ])("is refused by its claims, though well signed: %s", async (_, claims, flaw) => {
    expect(await openTicket(keyring, "main", await signed(claims), NOW_MS)).toEqual({ kind: "flawed", flaw });
  });

  it("is refused when it was given out for another room", async () => {
    const token = await signLot(keyring, aLot({ room: "other" }));
    expect(await openTicket(keyring, "main", token, NOW_MS)).toEqual({ kind: "flawed", flaw: "wrong-room" });
  });

  it("is refused when its holder signed it, or nobody did", async () => {
    const ownKey = await hmacKey("a secret that its holder made up by himself");
    const forged = await rawToken(ownKey, goodHeader, lotClaims);
    const unsigned = forged.slice(0, forged.lastIndexOf(".") + 1);
    expect(await openTicket(keyring, "main", forged, NOW_MS)).toEqual({ kind: "flawed", flaw: "bad-signature" });
    expect(await openTicket(keyring, "main", unsigned, NOW_MS)).toEqual({ kind: "flawed", flaw: "bad-signature" });
  });

  it("says nothing else after a change of any one character", async () => {
    const lot = aLot();
    const token = await signLot(keyring, lot);
    const anyCharacter = fc.constantFrom(..."ABCQRSghijwxyz0189-_.");
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 1 }), anyCharacter, async (place, character) => {
        const mutant = token.slice(0, place) + character + token.slice(place + 1);
        const opened = await openTicket(keyring, "main", mutant, NOW_MS);
        if (opened.kind !== "flawed") expect(opened).toEqual({ kind: "good", value: lot });
      }),
      { numRuns: 1000 },
    );
  });
});
