import { decodeBase64Url } from "hono/utils/encode";

/** Base64url without padding, as JWS wants it (RFC 7515 §2). For the short pieces of a token, not for bodies. */
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
