// One request with what its sender has shown: kind, pass, ticket. A flawed pass or ticket counts as none.

import type { KeepAlive } from "../../desk/clock.ts";
import type { Pass } from "../../domain/pass.ts";
import { bearerToken, mayChangeCookies, type RequestKind, tellKind } from "../../domain/request-kind.ts";
import { isDrawn, type Lot, type Newcomer, numberByArrival, type Ticket, ticketOfLot } from "../../domain/ticket.ts";
import { openPass } from "../../seal/pass-seal.ts";
import { openTicket } from "../../seal/ticket-seal.ts";
import { type CookieNames, cookieNames, readAll } from "./cookies.ts";
import type { RoomServices } from "./room-services.ts";

/** A pass as its holder showed it, or as it was reissued for this request. */
export type ShownPass = {
  readonly pass: Pass;
  readonly token: string;
  /** `"reclaimed"`: minted for this request; the browser does not have it yet. */
  readonly validity: "good" | "expired" | "reclaimed";
};

/** A request and what judging it needs. Left out: the clock, the bypass patterns, the admin token. */
export type RequestContext = Pick<RoomServices, "room" | "desk" | "keyring" | "draw" | "random"> & {
  readonly request: Request;
  readonly url: URL;
  readonly kind: RequestKind;
  readonly cookieNames: CookieNames;
  readonly nowMs: number;
  readonly keepAlive: KeepAlive;
  /** `"own-pass-only"`: for a cross-site request other than GET and HEAD; it may only renew the sender's own pass. */
  readonly cookies: "any" | "own-pass-only";
  /** The first good pass among the cookies, else the first expired one. Verified once per request. */
  readonly shownPass: () => Promise<ShownPass | null>;
  /** The first good ticket among the cookies, as issued: one from a draw's lobby has no number. Verified once. */
  readonly shownTicket: () => Promise<Ticket | Lot | null>;
  /** Mints an id and a number for a visitor without a ticket. */
  readonly mintNewcomer: () => Newcomer;
};

/** Edge clocks may differ by this much: a number minted by one that opened slightly earlier still counts. */
const CLOCKS_APART_MS = 5000;

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A context from a request's head alone.
 *
 * *Costs*: nothing is verified until `shownPass` or `shownTicket` is first called; no body is read.
 */
export function requestContext(services: RoomServices, request: Request, keepAlive: KeepAlive): RequestContext {
  const { room, desk, keyring, draw, random } = services;
  const url = new URL(request.url);
  const head = { method: request.method, url, headers: request.headers };
  const isLocal = url.protocol === "http:" && LOCAL_HOSTS.has(url.hostname);
  const names = cookieNames(room.name, isLocal ? "http" : "https");
  const nowMs = services.clock.nowMs();
  return {
    room,
    desk,
    keyring,
    draw,
    random,
    request,
    url,
    kind: tellKind(head, services.bypass),
    cookieNames: names,
    nowMs,
    keepAlive,
    cookies: mayChangeCookies(head) ? "any" : "own-pass-only",
    shownPass: once(() => readPass(services, readAll(request.headers.get("cookie"), names.pass), nowMs)),
    shownTicket: once(() => readTicket(services, readAll(request.headers.get("cookie"), names.ticket), nowMs)),
    mintNewcomer: () => ({ visitor: services.mintVisitor(), number: numberByArrival(nowMs, random) }),
  };
}

async function readPass(
  { keyring, room }: RoomServices,
  tokens: readonly string[],
  nowMs: number,
): Promise<ShownPass | null> {
  let expired: ShownPass | null = null;
  for (const token of tokens) {
    const opened = await openPass(keyring, room.name, token, nowMs);
    if (opened.kind === "good") return { pass: opened.value, token, validity: "good" };
    if (opened.kind === "expired") expired ??= { pass: opened.value, token, validity: "expired" };
  }
  return expired;
}

async function readTicket(
  { keyring, room }: RoomServices,
  tokens: readonly string[],
  nowMs: number,
): Promise<Ticket | Lot | null> {
  for (const token of tokens) {
    const opened = await openTicket(keyring, room.name, token, nowMs);
    if (opened.kind === "good") return opened.value;
  }
  return null;
}

/** The pass shown as a bearer token, from server to server; `null` unless it is good. */
export async function readBearerPass({ keyring, room, request, nowMs }: RequestContext): Promise<Pass | null> {
  const token = bearerToken(request.headers);
  const opened = token === null ? null : await openPass(keyring, room.name, token, nowMs);
  return opened?.kind === "good" ? opened.value : null;
}

/**
 * A ticket with the number that orders the line; `null` for a ticket of another day. A lot (a ticket without number)
 * gets the number drawn for it. If there is no draw, or the line was open when the lot was issued, it gets the number
 * of its issue time.
 */
export async function numbered(context: RequestContext, ticket: Ticket | Lot): Promise<Ticket | null> {
  if (ticket.number !== null) return (await isOfThisDay(context, ticket)) ? ticket : null;
  const { draw, room } = context;
  const { visitor, issuedAtMs } = ticket;
  const isInDraw = draw !== null && issuedAtMs < (room.calendar.opening?.opensAtMs ?? 0);
  return ticketOfLot(ticket, isInDraw ? await draw.numberOf(visitor) : numberByArrival(issuedAtMs, () => 0));
}

/**
 * Whether a ticket's number belongs to this opening. A number from before the lobby, or from the draw of another
 * opening, does not count: its holder knew it before the others had theirs.
 */
export async function isOfThisDay({ room, draw }: RequestContext, { number, visitor }: Ticket): Promise<boolean> {
  const { opening } = room.calendar;
  if (opening === null) return true;
  if (isDrawn(number)) return number === (await draw?.numberOf(visitor));
  const fromMs = draw === null ? opening.lobbyAtMs : opening.opensAtMs;
  return number >= numberByArrival(fromMs - CLOCKS_APART_MS, () => 0);
}

/** Whether the browser sends a ticket cookie at all, good or not. */
export function hasTicketCookie({ request, cookieNames }: RequestContext): boolean {
  return readAll(request.headers.get("cookie"), cookieNames.ticket).length > 0;
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | null = null;
  return function readOnce() {
    reading ??= read();
    return reading;
  };
}
