// The scripts' replies, decoded from what the wire may bring to what the contract promises. Each function throws a
// `TurnstileFault` on any other shape, without content, since a reply names visitors.

import { type Epoch, isEpoch } from "../domain/epoch.ts";
import { isVisitorId, type VisitorId } from "../domain/visitor.ts";
import { decodeSnapshot } from "./decode-snapshot.ts";
import { TurnstileFault } from "./fault.ts";
import type { Arrived, Released, Renewed, TurnReport } from "./turnstile.ts";

export function decodeTurn(reply: unknown): TurnReport {
  const [word, toldRecently, refused, fields] = list(reply);
  if (word !== "turned") throw malformed();
  return {
    snapshot: decodeSnapshot(fieldMap(list(fields)), integer(toldRecently)),
    refused: list(refused).map(visitorId),
  };
}

export function decodeArrived(reply: unknown): Arrived {
  const [word, epochText, first, second] = list(reply);
  const epoch = readEpoch(epochText);
  switch (word) {
    case "seated":
      return { kind: "seated", epoch, expiresAtMs: integer(first) };
    case "called":
      return { kind: "called", epoch, deadlineMs: integer(first) };
    case "waiting":
      return { kind: "waiting", epoch, place: integer(first), waiting: integer(second) };
    case "told":
      return { kind: "told-to-wait", epoch };
    case "spent":
      return { kind: "spent", epoch };
    default:
      throw malformed();
  }
}

export function decodeRenewed(reply: unknown): Renewed {
  const [word, epoch, expiry] = list(reply);
  if (word === "renewed") return { kind: "renewed", epoch: readEpoch(epoch), expiresAtMs: integer(expiry) };
  if (word === "gone") return { kind: "gone", epoch: readEpoch(epoch) };
  throw malformed();
}

export function decodeReleased(reply: unknown): Released {
  const [word, epoch, seats] = list(reply);
  if (word !== "released") throw malformed();
  return { kind: "released", epoch: readEpoch(epoch), seats: integer(seats) === 1 ? 1 : 0 };
}

export function decodeLog(reply: unknown): readonly string[] {
  const [word, ...entries] = list(reply);
  if (word !== "log" || !entries.every((entry) => typeof entry === "string")) throw malformed();
  return entries;
}

function fieldMap(flat: readonly unknown[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [name, value] = [flat[at], flat[at + 1]];
    if (typeof name !== "string" || typeof value !== "string") throw malformed();
    fields.set(name, value);
  }
  return fields;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed();
  return value;
}

function integer(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw malformed();
  return value;
}

function readEpoch(value: unknown): Epoch {
  if (typeof value !== "string" || !isEpoch(value)) throw malformed();
  return value;
}

function visitorId(value: unknown): VisitorId {
  if (typeof value !== "string" || !isVisitorId(value)) throw malformed();
  return value;
}

function malformed(): TurnstileFault {
  return new TurnstileFault("malformed-reply");
}
