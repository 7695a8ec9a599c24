import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PassStage } from "../../src/domain/pass.ts";
import type { Flaw } from "../../src/seal/open-result.ts";
import { openPass, signPass, signPassCopy } from "../../src/seal/pass-seal.ts";
import { signTicket } from "../../src/seal/ticket-seal.ts";
import { flawedEnvelopes } from "./envelopes.ts";
import { aPass, aTicket, goodHeader, keyring, NOW_MS, NOW_SECONDS, passClaims, payloadOf, rawToken } from "./tokens.ts";

const { key } = keyring.pass.current;
const envelopes = await flawedEnvelopes(key, passClaims);
const signed = (claims: unknown) => rawToken(key, goodHeader, claims);

describe("a pass", () => {
  it.each<PassStage>(["fresh", "full", "last", "done"])("opens as it was signed: %s", async (stage) => {
    const pass = aPass({ stage });
    expect(await openPass(keyring, "main", await signPass(keyring, pass), NOW_MS)).toEqual({
      kind: "good",
      value: pass,
    });
  });

  it.each<[PassStage, string]>([
    ["full", ""],
    ["fresh", ',"fresh":true'],
    ["last", ',"last":true'],
    ["done", ',"done":true'],
  ])("claims what the design says and nothing else: %s", async (stage, mark) => {
    const token = await signPass(keyring, aPass({ stage }));
    expect(payloadOf(token)).toBe(
      `{"use":"pass","room":"main","sub":"AAAAbbbbCCCC-_09","iat":1799999940,"exp":1800000060,"since":1799999880,"epoch":"epoch_0001"${mark}}`,
    );
  });

  it("is good until its end and expired, with its value, from then on", async () => {
    const pass = aPass({ expiresAtMs: NOW_MS });
    const token = await signPass(keyring, pass);
    expect((await openPass(keyring, "main", token, NOW_MS - 1)).kind).toBe("good");
    expect(await openPass(keyring, "main", token, NOW_MS)).toEqual({ kind: "expired", value: pass });
  });
});

describe("a copy of a pass", () => {
  it("claims what the pass claims and its jti", async () => {
    const token = await signPassCopy(keyring, aPass(), "copy-1");
    expect(JSON.parse(payloadOf(token))).toEqual({
      ...passClaims,
      jti: "copy-1",
    });
  });

  it("never opens as a pass", async () => {
    for (const jti of ["copy-1", ""]) {
      const token = await signPassCopy(keyring, aPass(), jti);
      expect(await openPass(keyring, "main", token, NOW_MS)).toEqual({ kind: "flawed", flaw: "wrong-use" });
    }
  });
});

describe("a flawed pass", () => {
  it.each(envelopes)("is refused by its envelope: %s", async (_, token, flaw) => {
    expect(await openPass(keyring, "main", token, NOW_MS)).toEqual({ kind: "flawed", flaw });
  });

  it.each<[string, unknown, Flaw]>([
    ["an object without claims", {}, "wrong-use"],
    ["the use of a ticket", { ...passClaims, use: "ticket" }, "wrong-use"],
    ["another room", { ...passClaims, room: "other" }, "wrong-room"],
    ["a visitor id too long", { ...passClaims, sub: "AAAAbbbbCCCC-_09A" }, "bad-claims"],
    ["no visitor", { ...passClaims, sub: undefined }, "bad-claims"],
    ["no iat", { ...passClaims, iat: undefined }, "bad-claims"],
    ["no exp: it would live for ever", { ...passClaims, exp: undefined }, "bad-claims"],
    ["exp that is NaN, null in JSON", { ...passClaims, exp: Number.NaN }, "bad-claims"],
    ["iat in the future", { ...passClaims, iat: NOW_SECONDS + 6 }, "from-the-future"],
    ["no since", { ...passClaims, since: undefined }, "bad-claims"],
    ["since as text", { ...passClaims, since: "1" }, "bad-claims"],
    ["since below zero", { ...passClaims, since: -1 }, "bad-claims"],
    ["no epoch", { ...passClaims, epoch: undefined }, "bad-claims"],
    ["an epoch of null", { ...passClaims, epoch: null }, "bad-claims"],
    ["an epoch that is too long", { ...passClaims, epoch: "e".repeat(33) }, "bad-claims"],
    ["two marks", { ...passClaims, fresh: true, last: true }, "bad-claims"],
    ["a mark that is false", { ...passClaims, last: false }, "bad-claims"],
    ["a mark that is text", { ...passClaims, done: "true" }, "bad-claims"],
  ])("is refused by its claims, though well signed: %s", async (_, claims, flaw) => {
    expect(await openPass(keyring, "main", await signed(claims), NOW_MS)).toEqual({ kind: "flawed", flaw });
  });

  it("is refused when it is a ticket", async () => {
    expect(await openPass(keyring, "main", await signTicket(keyring, aTicket()), NOW_MS)).toEqual({
      kind: "flawed",
      flaw: "bad-signature",
    });
  });

  it("says nothing else after a change of any one character", async () => {
    const pass = aPass({ stage: "last" });
    const token = await signPass(keyring, pass);
    const anyCharacter = fc.constantFrom(..."ABCQRSghijwxyz0189-_.");
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 1 }), anyCharacter, async (place, character) => {
        const mutant = token.slice(0, place) + character + token.slice(place + 1);
        const opened = await openPass(keyring, "main", mutant, NOW_MS);
        if (opened.kind !== "flawed") expect(opened).toEqual({ kind: "good", value: pass });
      }),
      { numRuns: 1000 },
    );
  });
});
