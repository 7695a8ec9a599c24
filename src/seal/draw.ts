// The draw: numbers that nobody can know before the opening, and that anybody can check after it.

import { callsFromMs, type Opening } from "../domain/calendar.ts";
import type { VisitorId } from "../domain/visitor.ts";
import { deriveDrawKeyBytes } from "./derive.ts";

/** The draw of one room's opening. `numberOf` gives a visitor's number. */
export type Draw = {
  /** 32 bytes in hexadecimal digits, a secret until the opening. */
  readonly key: string;
  /** SHA-256 of the key's bytes in hexadecimal digits, published before: the key cannot be changed afterwards. */
  readonly commitment: string;
  readonly numberOf: (visitor: VisitorId) => Promise<number>;
};

/** This many hexadecimal digits make an integer below 2^48 = 2.8e14: exact, and below every number by arrival. */
const NUMBER_DIGITS = 12;

const encoder = new TextEncoder();

/**
 * Derives the draw of a room's opening: a visitor's number is the first 48 bits of HMAC-SHA-256 (RFC 2104) of their id.
 *
 * *Guarantees*: the same in every isolate, without storage; independent of when or how often anybody asks. Among a
 * million tickets two share a number with a chance of one in 560; the lower id then goes first.
 */
export async function deriveDraw(
  drawSecret: string,
  opening: { readonly roomName: string; readonly opensAtMs: number },
): Promise<Draw> {
  const bytes = await deriveDrawKeyBytes(drawSecret, opening);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return {
    key: toHex(bytes),
    commitment: toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))),
    async numberOf(visitor) {
      const hash = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(visitor)));
      return Number.parseInt(toHex(hash.subarray(0, NUMBER_DIGITS / 2)), 16);
    },
  };
}

/** What is published of a draw at a time: the key once no ticket of it can be issued any more. */
export function publishedOf(
  { key, commitment }: Draw,
  opening: Opening,
  nowMs: number,
): { readonly drawCommitment: string; readonly drawKey: string | null } {
  return { drawCommitment: commitment, drawKey: nowMs >= callsFromMs(opening) ? key : null };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
