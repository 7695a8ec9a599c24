import * as v from "valibot";

/** HMAC-SHA-256 is as strong as its key up to 32 bytes (RFC 2104 §3). Past 1,024 it is a file pasted by mistake. */
const SHORTEST_BYTES = 32;
const LONGEST_BYTES = 1024;

/** What is wrong with a secret refused by the rule; goes on after the variable's name. */
export const SIGNING_SECRET_RULE = `must be ${SHORTEST_BYTES} to ${LONGEST_BYTES} bytes of text without a space or line break at either end`;

/**
 * Whether text can be a signing secret. A space or line break at either end gets lost when the secret is copied, and
 * the copy then derives other keys.
 */
export function isSigningSecret(text: string): boolean {
  const { length } = new TextEncoder().encode(text);
  return length >= SHORTEST_BYTES && length <= LONGEST_BYTES && text.trim() === text;
}

export const signingSecret = v.pipe(
  v.string(`must be set: ${SHORTEST_BYTES} bytes or more, from openssl rand -base64 48`),
  v.check(isSigningSecret, SIGNING_SECRET_RULE),
);
