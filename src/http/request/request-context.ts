// One request with what its sender has shown: kind, pass, ticket. Anything flawed counts as nothing shown.

import type { KeepAlive } from "../../desk/clock.ts";
import type { Newcomer } from "../../desk/desk.ts";
import type { Pass } from "../../domain/pass.ts";
import { bearerToken, mayChangeCookies, type RequestKind, tellKind } from "../../domain/request-kind.ts";
import { isDrawn, type Lot, numberByArrival, type Ticket, ticketOfLot } from "../../domain/ticket.ts";
import type { Opened } from "../../seal/open-result.ts";
import { openPass } from "../../seal/pass-seal.ts";
import { openTicket } from "../../seal/ticket-seal.ts";
import { type CookieNames, cookieNames, readAll } from "./cookies.ts";
import type { Parts } from "./room-services.ts";

export type ShownPass = {
  readonly pass: Pass;
  readonly token: string;
  readonly validity: "good" | "expired";
};

export type Visit = {
  readonly parts: Parts;
  readonly request: Request;
  readonly url: URL;
  readonly kind: RequestKind;
  readonly names: CookieNames;
  readonly nowMs: number;
  readonly keepAlive: KeepAlive;
  /** `"own-pass-only"`: a cross-site request that is not GET or HEAD neither sets nor clears any other cookie. */
  readonly cookies: "any" | "own-pass-only";
};

/** Of which a number by arrival may be from an isolate that was open, or had a lobby, sooner. */
const CLOCKS_APART_MS = 5000;

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function beginVisit(parts: Parts, request: Request, keepAlive: KeepAlive): Visit {
  const url = new URL(request.url);
  const head = { method: request.method, url, headers: request.headers };
  const isLocal = url.protocol === "http:" && LOCAL_HOSTS.has(url.hostname);
  return {
    parts,
    request,
    url,
    kind: tellKind(head, parts.bypass),
    names: cookieNames(parts.room.name, isLocal ? "http" : "https"),
    nowMs: parts.clock.nowMs(),
    keepAlive,
    cookies: mayChangeCookies(head) ? "any" : "own-pass-only",
  };
}

/** The first good pass among the cookies, else the first that has run out; `null` when there is none. */
export async function readPass({ parts, request, names, nowMs }: Visit): Promise<ShownPass | null> {
  let expired: ShownPass | null = null;
  for (const token of readAll(request.headers.get("cookie"), names.pass)) {
    const opened = await openPass(parts.keyring, parts.room.name, token, nowMs);
    if (opened.kind === "good") return { pass: opened.value, token, validity: "good" };
    if (opened.kind === "expired") expired ??= { pass: opened.value, token, validity: "expired" };
  }
  return expired;
}

/** The pass shown as a bearer token, from server to server. */
export async function readBearerPass({ parts, request, nowMs }: Visit): Promise<Pass | null> {
  const token = bearerToken(request.headers);
  return token === null ? null : holdable(await openPass(parts.keyring, parts.room.name, token, nowMs));
}

/** The first good ticket among the cookies, as it was given out: one of a draw's lobby has no number. */
export async function readTicket({ parts, request, names, nowMs }: Visit): Promise<Ticket | Lot | null> {
  for (const token of readAll(request.headers.get("cookie"), names.ticket)) {
    const opened = await openTicket(parts.keyring, parts.room.name, token, nowMs);
    if (opened.kind === "good") return opened.value;
  }
  return null;
}

/**
 * A ticket with its number, which the line is ordered by once it is open: in a draw the one drawn for it; where the order
 * is by arrival now, or the line was open when it was given out, that of its making. `null` for one of another day.
 */
export async function numbered(visit: Visit, ticket: Ticket | Lot): Promise<Ticket | null> {
  if (ticket.number !== null) return (await isOfThisDay(visit, ticket)) ? ticket : null;
  const { draw, room } = visit.parts;
  const { visitor, issuedAtMs } = ticket;
  const isDrawn = draw !== null && issuedAtMs < (room.calendar.opening?.opensAtMs ?? 0);
  return ticketOfLot(ticket, isDrawn ? await draw.numberOf(visitor) : numberByArrival(issuedAtMs, () => 0));
}

/**
 * Whether a number belongs to the day: one of before the lobby, or of another opening's draw, was known to its holder
 * before the others had theirs.
 */
export async function isOfThisDay({ parts }: Visit, { number, visitor }: Ticket): Promise<boolean> {
  const { opening } = parts.room.calendar;
  if (opening === null) return true;
  if (isDrawn(number)) return number === (await parts.draw?.numberOf(visitor));
  const fromMs = parts.draw === null ? opening.lobbyAtMs : opening.opensAtMs;
  return number >= numberByArrival(fromMs - CLOCKS_APART_MS, () => 0);
}

/** Somebody who has no ticket yet. */
export function newcomer({ parts, nowMs }: Visit): Newcomer {
  return { visitor: parts.mintVisitor(), number: numberByArrival(nowMs, parts.random) };
}

/** Whether the browser shows a ticket at all, good or not. */
export function hasTicketCookie({ request, names }: Visit): boolean {
  return readAll(request.headers.get("cookie"), names.ticket).length > 0;
}

function holdable(opened: Opened<Pass>): Pass | null {
  return opened.kind === "good" ? opened.value : null;
}
