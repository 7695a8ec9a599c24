import { encodeSegment, parseSegment } from "./jws-segment.ts";
import { type Flawed, flawed } from "./open-result.ts";

/** The one algorithm we sign and accept: what the sender names as `alg` never chooses how we verify (RFC 8725 §3.1). */
const ALGORITHM = "HS256";

/** The header segment of our tokens; the same key id gives the same text. */
export function encodeHeader(keyId: string): string {
  return encodeSegment(new TextEncoder().encode(JSON.stringify({ alg: ALGORITHM, typ: "JWT", kid: keyId })));
}

/** The key id a header asks for. Another library may order its members otherwise, or leave out `typ`. */
export function readKeyId(headerSegment: string): { readonly kind: "named"; readonly keyId: string } | Flawed {
  const header = parseSegment(headerSegment);
  if (header === null) return flawed("malformed");
  if (header.alg !== ALGORITHM) return flawed("wrong-algorithm");
  // A critical extension must be understood or refused (RFC 7515 §4.1.11); we understand none.
  if ("crit" in header || !isJwtType(header.typ)) return flawed("malformed");
  if (typeof header.kid !== "string") return flawed("unknown-key");
  return { kind: "named", keyId: header.kid };
}

function isJwtType(type: unknown): boolean {
  return type === undefined || (typeof type === "string" && type.toUpperCase() === "JWT");
}
