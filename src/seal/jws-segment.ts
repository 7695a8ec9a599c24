import { decodeSegment } from "./base64url.ts";

/** The members of a JSON object inside a token, none of them judged yet. */
export type Members = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();

/** The JSON object in a segment; `null` when it holds anything else. */
export function parseSegment(segment: string): Members | null {
  const bytes = decodeSegment(segment);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
