/** One visitor's cookies as a browser keeps them: by name, until their `Max-Age` runs out. */
export type CookieJar = {
  keep(setCookies: readonly string[], nowMs: number): void;
  /** A `Cookie` header line with its line end; empty if there is nothing to send. */
  headerLine(nowMs: number): string;
  /** The number in the ticket, read without verifying the signature, which is the Worker's work. */
  ticketNumber(): number | null;
  /** The code in a ticket from a draw's lobby, which has no number yet; `null` for any other ticket. */
  ticketCode(): string | null;
};

type Cookie = { readonly value: string; readonly endsAtMs: number };

const TICKET_NAME = /^(?:__Host-)?corral-ticket-/;
const MAX_AGE = /;\s*max-age=(-?\d+)/i;

export function cookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();

  function keep(setCookies: readonly string[], nowMs: number): void {
    for (const line of setCookies) {
      const end = line.indexOf(";");
      const pair = end === -1 ? line : line.slice(0, end);
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const name = pair.slice(0, equals).trim();
      const maxAge = MAX_AGE.exec(line)?.[1];
      const endsAtMs = maxAge === undefined ? Number.POSITIVE_INFINITY : nowMs + Number(maxAge) * 1000;
      cookies.set(name, { value: pair.slice(equals + 1).trim(), endsAtMs });
    }
  }

  function headerLine(nowMs: number): string {
    const pairs: string[] = [];
    for (const [name, cookie] of cookies) if (cookie.endsAtMs > nowMs) pairs.push(`${name}=${cookie.value}`);
    return pairs.length === 0 ? "" : `Cookie: ${pairs.join("; ")}\r\n`;
  }

  function ticketClaims(): Claims {
    for (const [name, cookie] of cookies) if (TICKET_NAME.test(name)) return readClaims(cookie.value);
    return {};
  }

  return {
    keep,
    headerLine,
    ticketNumber() {
      const { num } = ticketClaims();
      return typeof num === "number" ? num : null;
    },
    ticketCode() {
      const { lot, sub } = ticketClaims();
      return lot === true && typeof sub === "string" ? sub : null;
    },
  };
}

type Claims = { readonly num?: unknown; readonly lot?: unknown; readonly sub?: unknown };

function readClaims(jwt: string): Claims {
  try {
    const payload: unknown = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
    return typeof payload === "object" && payload !== null ? payload : {};
  } catch {
    return {}; // not JSON: not a ticket of Corral
  }
}
