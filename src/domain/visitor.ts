/** One browser, by 96 random bits in base64url: 16 characters, unguessable, short enough for a million members. */
export type VisitorId = string & { readonly __brand: "VisitorId" };

const VISITOR_ID_BYTES = 12;
const VISITOR_ID = /^[A-Za-z0-9_-]{16}$/;

/** Whether text has the form of a visitor id. */
export function isVisitorId(text: string): text is VisitorId {
  return VISITOR_ID.test(text);
}

/** The id for a newcomer, from `random`, which fills an array with unpredictable bytes. */
export function mintVisitorId(random: (bytes: Uint8Array) => Uint8Array): VisitorId {
  return encodeId(random(new Uint8Array(VISITOR_ID_BYTES)));
}

/**
 * The id under which the holder of a spent ticket arrives again.
 *
 * *Guarantees*: always the same id, so that a spent ticket shown in two tabs makes one new arrival, not two.
 */
export async function deriveVisitorId(spent: VisitorId): Promise<VisitorId> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`corral anew ${spent}`));
  return encodeId(new Uint8Array(digest, 0, VISITOR_ID_BYTES));
}

/** Six characters that tell a browser's places apart for its own pages. No secret: only the signed ticket counts. */
export function placeIdOf(visitor: VisitorId): string {
  return visitor.slice(0, 6);
}

function encodeId(bytes: Uint8Array): VisitorId {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_") as VisitorId; // 12 bytes are 16 characters, without padding
}
