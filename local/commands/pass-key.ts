// `npm run pass-key`: prints the keys with which an origin can verify the `Corral-Pass` header itself, but never the
// signing secrets that they are derived from.

import { env, exit } from "node:process";
import { isSigningSecret, SIGNING_SECRET_RULE } from "../../src/config/signing-secret.ts";
import { derivePassKey } from "../../src/seal/pass-key.ts";

const current = readSecret("SIGNING_SECRET");
if (current === null) refuse("SIGNING_SECRET is not set: run this with the secret the Worker has.");
const previous = readSecret("SIGNING_SECRET_PREVIOUS");

await printKey("current", current);
if (previous !== null) await printKey("previous", previous);
console.log("Verify Corral-Pass as a JWT: HS256, the key (base64url, 32 bytes) its kid names, use = pass, your room.");
console.log("Anyone who holds the key can also make passes: keep it as secret as a password.");

function readSecret(name: "SIGNING_SECRET" | "SIGNING_SECRET_PREVIOUS"): string | null {
  const secret = env[name] ?? "";
  if (secret === "") return null;
  if (!isSigningSecret(secret)) refuse(`${name} ${SIGNING_SECRET_RULE}.`);
  return secret;
}

async function printKey(which: "current" | "previous", secret: string): Promise<void> {
  const { keyId, key } = await derivePassKey(secret);
  console.log(`${which}  kid ${keyId}  key ${key}`);
}

function refuse(reason: string): never {
  console.error(reason);
  exit(1);
}
