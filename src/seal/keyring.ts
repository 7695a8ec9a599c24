import { deriveKeyBytes, deriveKeyId, type SealUse } from "./derive.ts";
import { encodeHeader } from "./jws-header.ts";

/** The keys of one room, tickets and passes apart. */
export type Keyring = { readonly [use in SealUse]: SealKeys };

/** What signs one use, and all that verifies it. */
export type SealKeys = {
  /** The header segment of every token we sign, and the key it names. */
  readonly current: { readonly header: string; readonly key: CryptoKey };
  readonly byKeyId: ReadonlyMap<string, CryptoKey>;
  /** Our own headers never vary, so looking one up spares parsing it on every request. */
  readonly byHeader: ReadonlyMap<string, CryptoKey>;
};

/**
 * Derives and imports every key of a room.
 *
 * *Guarantees*: only `signingSecret` signs, `previousSigningSecret` still verifies; no key can be exported.
 * *Costs*: a third of a millisecond. Keep the keyring for the isolate's life; keys are no I/O and may outlive a
 * request.
 */
export async function deriveKeyring(secrets: {
  readonly signingSecret: string;
  readonly previousSigningSecret: string | null;
}): Promise<Keyring> {
  const [ticket, pass] = await Promise.all([deriveSealKeys(secrets, "ticket"), deriveSealKeys(secrets, "pass")]);
  return { ticket, pass };
}

async function deriveSealKeys(
  secrets: { readonly signingSecret: string; readonly previousSigningSecret: string | null },
  use: SealUse,
): Promise<SealKeys> {
  const current = await deriveNamedKey(secrets.signingSecret, use, ["sign", "verify"]);
  const named = [current];
  if (secrets.previousSigningSecret !== null) {
    named.push(await deriveNamedKey(secrets.previousSigningSecret, use, ["verify"]));
  }
  return {
    current: { header: encodeHeader(current.keyId), key: current.key },
    byKeyId: new Map(named.map(({ keyId, key }) => [keyId, key])),
    byHeader: new Map(named.map(({ keyId, key }) => [encodeHeader(keyId), key])),
  };
}

async function deriveNamedKey(
  secret: string,
  use: SealUse,
  usages: readonly ("sign" | "verify")[],
): Promise<{ readonly keyId: string; readonly key: CryptoKey }> {
  const [keyId, bytes] = await Promise.all([deriveKeyId(secret), deriveKeyBytes(secret, use)]);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [...usages]);
  return { keyId, key };
}
