/** A `Set-Cookie` line of the gate, as read. Its seal is not checked: that is the Worker's business. */
export type OwnCookie =
  | { readonly kind: "ticket"; readonly number: number }
  | { readonly kind: "pass"; readonly visitor: string; readonly expiresAtMs: number; readonly stage: "live" | "done" }
  | { readonly kind: "cleared"; readonly cookie: "ticket" | "pass" };

const OURS = /^(?:__Host-)?corral-(ticket|pass)-[^=]*=([^;]*)/;

/** `null` for a cookie of the site's. */
export function readOwnCookie(line: string): OwnCookie | null {
  const [, cookie, token = ""] = OURS.exec(line) ?? [];
  if (cookie !== "ticket" && cookie !== "pass") return null;
  if (token === "") return { kind: "cleared", cookie };
  const { num, sub, exp, done } = readClaims(token);
  if (cookie === "ticket") return { kind: "ticket", number: Number(num) };
  return { kind: "pass", visitor: String(sub), expiresAtMs: Number(exp) * 1000, stage: done ? "done" : "live" };
}

type Claims = { readonly num?: unknown; readonly sub?: unknown; readonly exp?: unknown; readonly done?: unknown };

function readClaims(token: string): Claims {
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return typeof claims === "object" && claims !== null ? claims : {};
}
