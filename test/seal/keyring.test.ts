import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deriveKeyBytes, deriveKeyId } from "../../src/seal/derive.ts";
import { deriveKeyring } from "../../src/seal/keyring.ts";
import { openPass, signPass } from "../../src/seal/pass-seal.ts";
import { openTicket, signTicket } from "../../src/seal/ticket-seal.ts";
import { SECRET } from "../support/secrets.ts";
import { aPass, aTicket, NOW_MS, OTHER_SECRET } from "./tokens.ts";

const before = await deriveKeyring({ signingSecret: OTHER_SECRET, previousSigningSecret: null });
const during = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: OTHER_SECRET });
const after = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });

describe("a change of the signing secret", () => {
  it("keeps what the previous secret signed", async () => {
    const ticket = await signTicket(before, aTicket());
    const pass = await signPass(before, aPass());
    expect(await openTicket(during, "main", ticket, NOW_MS)).toEqual({ kind: "good", value: aTicket() });
    expect(await openPass(during, "main", pass, NOW_MS)).toEqual({ kind: "good", value: aPass() });
  });

  it("signs with the new secret alone", async () => {
    const ticket = await signTicket(during, aTicket());
    expect((await openTicket(after, "main", ticket, NOW_MS)).kind).toBe("good");
    expect(await openTicket(before, "main", ticket, NOW_MS)).toEqual({ kind: "flawed", flaw: "unknown-key" });
  });

  it("forgets the previous secret once it is taken away", async () => {
    const ticket = await signTicket(before, aTicket());
    expect(await openTicket(after, "main", ticket, NOW_MS)).toEqual({ kind: "flawed", flaw: "unknown-key" });
  });

  it("verifies the coming secret before it signs", async () => {
    const ahead = await deriveKeyring({ signingSecret: OTHER_SECRET, previousSigningSecret: SECRET });
    const ticket = await signTicket(after, aTicket());
    expect((await openTicket(ahead, "main", ticket, NOW_MS)).kind).toBe("good");
  });
});

describe("a keyring", () => {
  it("derives the same keys in every isolate", async () => {
    const elsewhere = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });
    expect((await openTicket(elsewhere, "main", await signTicket(after, aTicket()), NOW_MS)).kind).toBe("good");
  });

  it("derives the keys for tickets and passes and the key id apart", async () => {
    const ticket = Buffer.from(await deriveKeyBytes(SECRET, "ticket")).toString("base64url");
    const pass = Buffer.from(await deriveKeyBytes(SECRET, "pass")).toString("base64url");
    const keyId = await deriveKeyId(SECRET);
    expect(ticket).not.toBe(pass);
    expect(ticket.startsWith(keyId)).toBe(false);
    expect(pass.startsWith(keyId)).toBe(false);
  });

  it("derives other keys and another key id from another secret", async () => {
    expect(await deriveKeyBytes(OTHER_SECRET, "pass")).not.toEqual(await deriveKeyBytes(SECRET, "pass"));
    expect(await deriveKeyId(OTHER_SECRET)).not.toBe(await deriveKeyId(SECRET));
  });

  it("holds keys that cannot be exported, the previous one unable to sign", async () => {
    for (const key of [...during.ticket.byKeyId.values(), ...during.pass.byKeyId.values()]) {
      expect(key.extractable).toBe(false);
    }
    expect(during.pass.byKeyId.get(await deriveKeyId(OTHER_SECRET))?.usages).toEqual(["verify"]);
  });

  it("derives by HKDF-SHA-256, as another implementation does", async () => {
    const pass = Buffer.from(hkdfSync("sha256", SECRET, "", "corral key pass", 32));
    expect(Buffer.from(await deriveKeyBytes(SECRET, "pass"))).toEqual(pass);
    const keyId = Buffer.from(hkdfSync("sha256", SECRET, "", "corral key id", 6));
    expect(await deriveKeyId(SECRET)).toBe(keyId.toString("base64url"));
  });

  it("opens the tickets of an earlier release", async () => {
    const earlier = [
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IndWZEFjM09jIn0",
      "eyJ1c2UiOiJ0aWNrZXQiLCJyb29tIjoibWFpbiIsInN1YiI6IkFBQUFiYmJiQ0NDQy1fMDkiLCJpYXQiOjE3OTk5OTk5NDAsImV4cCI6MTgwMDAwMDA2MCwibnVtIjoxODAwMDAwMDAwMDAwMTIzfQ",
      "ZWmxLZ4IL3KbUap-juJG_fnXQs8xnr06M4QIScHds-M",
    ];
    expect(await openTicket(after, "main", earlier.join("."), NOW_MS)).toEqual({ kind: "good", value: aTicket() });
  });
});
