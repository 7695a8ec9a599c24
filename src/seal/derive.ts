import { encodeSegment } from "./jws-segment.ts";

/** Uses with keys of their own, so that the holder of one key can compute neither the secret nor the other keys. */
export type SealUse = "ticket" | "pass";

/** As long as the output of SHA-256: a shorter HMAC key is weaker, a longer one is no stronger (RFC 2104 §3). */
const KEY_BYTES = 32;

/** Enough to tell two or three secrets of one room apart: 8 characters, in every token. */
const KEY_ID_BYTES = 6;

/** The HMAC key for one use, raw. */
export function deriveKeyBytes(signingSecret: string, use: SealUse): Promise<Uint8Array<ArrayBuffer>> {
  return deriveBytes(signingSecret, `corral key ${use}`, KEY_BYTES);
}

/** The `kid` that names a secret in a token's header and reveals nothing of it. */
export async function deriveKeyId(signingSecret: string): Promise<string> {
  return encodeSegment(await deriveBytes(signingSecret, "corral key id", KEY_ID_BYTES));
}

/** The key that turns visitor ids into the numbers of a draw; each room and opening has its own. */
export function deriveDrawKeyBytes(
  drawSecret: string,
  draw: { readonly roomName: string; readonly opensAtMs: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const opensAt = new Date(draw.opensAtMs).toISOString();
  return deriveBytes(drawSecret, `corral draw ${draw.roomName} ${opensAt}`, KEY_BYTES);
}

/** HKDF-SHA-256 (RFC 5869), without salt: the secret is random already, and every isolate must derive the same keys. */
async function deriveBytes(secretText: string, info: string, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", encoder.encode(secretText), "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, length * 8));
}
