import { isEpoch } from "../domain/epoch.ts";
import { isNumber, type Lot, type Ticket, type TicketStage } from "../domain/ticket.ts";
import type { FirstWait } from "../domain/wait-estimate.ts";
import { claimHolder, openAt, readHolder } from "./claims.ts";
import type { Members } from "./jws-segment.ts";
import type { Keyring } from "./keyring.ts";
import { flawed, type OpenResult } from "./open-result.ts";
import { signToken, verifyToken } from "./token.ts";

/** The ticket as its cookie holds it. *Costs*: one HMAC. Times are rounded down to seconds. */
export function signTicket(keyring: Keyring, ticket: Ticket): Promise<string> {
  return signToken(keyring.ticket, {
    ...claimHolder("ticket", ticket),
    num: ticket.number,
    ...claimStage(ticket.stage),
    ...claimFirstWait(ticket.firstWait),
    ...claimFirstPlace(ticket.firstPlace),
  });
}

/** The ticket of a lobby before a draw: its holder's id and no number. */
export function signLot(keyring: Keyring, lot: Lot): Promise<string> {
  return signToken(keyring.ticket, { ...claimHolder("ticket", lot), lot: true });
}

/**
 * Verifies what a browser shows as its ticket for a room.
 *
 * *Guarantees*: never throws; good and expired tickets were signed by us, for this room, and their number is valid.
 * *Costs*: one HMAC, none for text that by its form cannot be ours.
 */
export async function openTicket(
  keyring: Keyring,
  roomName: string,
  token: string,
  nowMs: number,
): Promise<OpenResult<Ticket | Lot>> {
  const verified = await verifyToken(keyring.ticket, token);
  if (verified.kind === "flawed") return verified;
  const read = readHolder(verified.claims, { use: "ticket", roomName, nowMs });
  if (read.kind === "flawed") return read;
  const { num, lot } = verified.claims;
  if (lot === true && num === undefined) return openAt(nowMs, { ...read.holder, number: null });
  if (!isNumber(num)) return flawed("bad-number");
  const stage = readStage(verified.claims);
  if (stage === null) return flawed("bad-claims");
  const firstWait = readFirstWait(verified.claims);
  const firstPlace = readFirstPlace(verified.claims);
  if (firstWait === "bad" || firstPlace === "bad") return flawed("bad-claims");
  return openAt(nowMs, { ...read.holder, number: num, stage, firstWait, firstPlace });
}

function claimStage(stage: TicketStage): Members {
  return stage.kind === "fresh" ? {} : { epoch: stage.epoch };
}

/** A missing `epoch` means fresh; `null` means shown back while the epoch was unknown. */
function readStage({ epoch }: Members): TicketStage | null {
  if (epoch === undefined) return { kind: "fresh" };
  if (epoch === null) return { kind: "shown", epoch };
  return typeof epoch === "string" && isEpoch(epoch) ? { kind: "shown", epoch } : null;
}

/** Three numbers under one name: when, from, to. */
function claimFirstWait(firstWait: FirstWait | null): Members {
  return firstWait === null ? {} : { wait: [firstWait.atMs, firstWait.low, firstWait.high] };
}

function readFirstWait({ wait }: Members): FirstWait | null | "bad" {
  if (wait === undefined) return null;
  if (!Array.isArray(wait)) return "bad";
  const [atMs, low, high]: unknown[] = wait;
  return isNumber(atMs) && isNumber(low) && isNumber(high) ? { atMs, low, high } : "bad";
}

function claimFirstPlace(firstPlace: number | null): Members {
  return firstPlace === null ? {} : { first: firstPlace };
}

function readFirstPlace({ first }: Members): number | null | "bad" {
  if (first === undefined) return null;
  return isNumber(first) && first >= 1 ? first : "bad";
}
