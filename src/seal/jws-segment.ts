// One segment of a compact JWS: base64url without padding (RFC 7515 §2), and the JSON object that most of them hold.

import { decodeBase64Url } from "hono/utils/encode";

/** The members of a JSON object inside a token, none of them judged yet. */
export type Members = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();

/** The text of a segment. For the short pieces of a token, not for bodies. */
export function encodeSegment(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The bytes of a segment already known to hold base64url letters only; `null` for a length no bytes have. */
export function decodeSegment(segment: string): Uint8Array<ArrayBuffer> | null {
  return segment.length % 4 === 1 ? null : decodeBase64Url(segment);
}

/** The JSON object in a segment; `null` when it holds anything else. */
export function parseSegment(segment: string): Members | null {
  const bytes = decodeSegment(segment);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
