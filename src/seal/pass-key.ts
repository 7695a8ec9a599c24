import { deriveKeyBytes, deriveKeyId } from "./derive.ts";
import { encodeSegment } from "./jws-segment.ts";

/** What an origin needs to verify passes with any JWT library: the header's `kid` and the HS256 key, in base64url. */
export type PassKey = { readonly keyId: string; readonly key: string };

/**
 * Derives the pass key of a signing secret, readable, to be given to the origin.
 *
 * *Guarantees*: reveals neither the secret nor the ticket key. HS256 is symmetric: a holder of this key can also sign
 * passes, so it belongs to the origin alone.
 */
export async function derivePassKey(signingSecret: string): Promise<PassKey> {
  return { keyId: await deriveKeyId(signingSecret), key: encodeSegment(await deriveKeyBytes(signingSecret, "pass")) };
}
