// The envelope: signs claims into a compact JWS and reads them back. The seals judge what the claims mean.

import { signing, verifying } from "hono/utils/jwt/jws";
import { readKeyId } from "./jws-header.ts";
import { decodeSegment, encodeSegment, type Members, parseSegment } from "./jws-segment.ts";
import type { SealKeys } from "./keyring.ts";
import { type Flawed, flawed } from "./open-result.ts";

/** Ours are under 400 characters; a sender must not make us hash more than a few times that. */
const LONGEST_TOKEN = 2048;

/** Only the signature may be empty, so that an unsigned token is recognised by its algorithm. */
const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/;

const encoder = new TextEncoder();

/** A compact JWS (RFC 7515 §3.1) of the claims, signed with the current key. *Costs*: one HMAC. */
export async function signToken(keys: SealKeys, claims: Members): Promise<string> {
  const content = `${keys.current.header}.${encodeSegment(encoder.encode(JSON.stringify(claims)))}`;
  const signature = await signing(keys.current.key, "HS256", encoder.encode(content));
  return `${content}.${encodeSegment(new Uint8Array(signature))}`;
}

/**
 * The claims of a token that one of `keys` has signed.
 *
 * *Guarantees*: never throws, whatever the text; the payload is parsed only after its signature has been verified.
 * `hono/jwt`'s own `verify` parses it first, reads the clock, and quotes the token in its errors: hence its primitives.
 */
export async function verifyToken(
  keys: SealKeys,
  token: string,
): Promise<{ readonly kind: "verified"; readonly claims: Members } | Flawed> {
  if (token.length > LONGEST_TOKEN) return flawed("oversized");
  const [, header, payload, signature] = COMPACT.exec(token) ?? [];
  if (header === undefined || payload === undefined || signature === undefined) return flawed("malformed");
  const found = findKey(keys, header);
  if (found.kind === "flawed") return found;
  const signatureBytes = decodeSegment(signature);
  if (signatureBytes === null) return flawed("malformed");
  const content = encoder.encode(`${header}.${payload}`);
  if (!(await verifying(found.key, "HS256", signatureBytes, content))) return flawed("bad-signature");
  const claims = parseSegment(payload);
  return claims === null ? flawed("bad-claims") : { kind: "verified", claims };
}

function findKey(keys: SealKeys, header: string): { readonly kind: "found"; readonly key: CryptoKey } | Flawed {
  const ours = keys.byHeader.get(header);
  if (ours !== undefined) return { kind: "found", key: ours };
  const named = readKeyId(header);
  if (named.kind === "flawed") return named;
  const key = keys.byKeyId.get(named.keyId);
  return key === undefined ? flawed("unknown-key") : { kind: "found", key };
}
