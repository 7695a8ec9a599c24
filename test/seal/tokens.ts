// Builds tickets, lots, passes and raw tokens for the seal's tests; raw ones sign any text.

import type { Epoch } from "../../src/domain/epoch.ts";
import type { Pass } from "../../src/domain/pass.ts";
import type { Lot, Ticket } from "../../src/domain/ticket.ts";
import type { VisitorId } from "../../src/domain/visitor.ts";
import { deriveKeyId } from "../../src/seal/derive.ts";
import { deriveKeyring } from "../../src/seal/keyring.ts";
import { SECRET } from "../support/secrets.ts";

export const OTHER_SECRET = "quite another secret, just as long as the first";
export const NOW_MS = 1_800_000_000_000;
export const NOW_SECONDS = 1_800_000_000;

export const keyring = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });
export const keyId = await deriveKeyId(SECRET);

export function aTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    room: "main",
    visitor: "AAAAbbbbCCCC-_09" as VisitorId,
    number: 1_800_000_000_000_123,
    issuedAtMs: NOW_MS - 60_000,
    expiresAtMs: NOW_MS + 60_000,
    stage: { kind: "fresh" },
    firstWait: null,
    firstPlace: null,
    ...overrides,
  };
}

export function aLot(overrides: Partial<Lot> = {}): Lot {
  return {
    room: "main",
    visitor: "AAAAbbbbCCCC-_09" as VisitorId,
    number: null,
    issuedAtMs: NOW_MS - 60_000,
    expiresAtMs: NOW_MS + 60_000,
    ...overrides,
  };
}

export function aPass(overrides: Partial<Pass> = {}): Pass {
  return {
    room: "main",
    visitor: "AAAAbbbbCCCC-_09" as VisitorId,
    issuedAtMs: NOW_MS - 60_000,
    expiresAtMs: NOW_MS + 60_000,
    sinceMs: NOW_MS - 120_000,
    epoch: "epoch_0001" as Epoch,
    stage: "full",
    ...overrides,
  };
}

export const goodHeader = { alg: "HS256", typ: "JWT", kid: keyId };

export const ticketClaims = {
  use: "ticket",
  room: "main",
  sub: "AAAAbbbbCCCC-_09",
  num: 1_800_000_000_000_123,
  iat: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 60,
};

export const lotClaims = {
  use: "ticket",
  room: "main",
  sub: "AAAAbbbbCCCC-_09",
  iat: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 60,
  lot: true,
};

export const passClaims = {
  use: "pass",
  room: "main",
  sub: "AAAAbbbbCCCC-_09",
  iat: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 60,
  since: NOW_SECONDS - 120,
  epoch: "epoch_0001",
};

/**
 * A token over any header and payload, truly signed with `key`; a text stands for itself, anything else for its JSON.
 */
export async function rawToken(key: CryptoKey, header: unknown, payload: unknown): Promise<string> {
  const content = `${segmentOf(header)}.${segmentOf(payload)}`;
  const signature = await crypto.subtle.sign("HMAC", key, Buffer.from(content));
  return `${content}.${Buffer.from(signature).toString("base64url")}`;
}

function segmentOf(part: unknown): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

/** A token's payload as it was written, unchecked. */
export function payloadOf(token: string): string {
  return Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
}
