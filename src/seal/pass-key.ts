import { encodeSegment } from "./base64url.ts";
import { deriveKeyBytes, deriveKeyId } from "./derive.ts";

/** What an origin needs to verify passes with any JWT library: the `kid` of their header and the HS256 key, base64url. */
export type PassKey = { readonly keyId: string; readonly key: string };

/**
 * The pass key of a signing secret, in the open.
 *
 * *Guarantees*: gives away neither the secret nor the ticket key. HS256 is symmetric: who holds this key can also sign
 * passes, so it belongs to the origin alone.
 */
export async function derivePassKey(signingSecret: string): Promise<PassKey> {
  return { keyId: await deriveKeyId(signingSecret), key: encodeSegment(await deriveKeyBytes(signingSecret, "pass")) };
}
