// The claims that tickets and passes share: use, room, holder, start and end.

import { isVisitorId, type VisitorId } from "../domain/visitor.ts";
import type { SealUse } from "./derive.ts";
import type { Members } from "./jws-segment.ts";
import { type Flawed, flawed, type OpenResult } from "./open-result.ts";

/** Edge clocks are milliseconds apart; this also forgives the clock of a laptop or a container. */
const CLOCK_SKEW_MS = 5000;

/** The last moment a `Date` can hold (ECMA-262 §21.4.1.1): later ones would throw where they are written out. */
const LAST_SECOND = 8.64e12;

type Holder = {
  readonly room: string;
  readonly visitor: VisitorId;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
};

/** A holder as claims, named as in RFC 7519 §4.1 where it has a name for them. */
export function claimHolder(use: SealUse, holder: Holder): Members {
  return {
    use,
    room: holder.room,
    sub: holder.visitor,
    iat: secondsOf(holder.issuedAtMs),
    exp: secondsOf(holder.expiresAtMs),
  };
}

/** The holder that claims name, or the first flaw found. Whether they have expired is not judged here. */
export function readHolder(
  claims: Members,
  expected: { readonly use: SealUse; readonly roomName: string; readonly nowMs: number },
): { readonly kind: "read"; readonly holder: Holder } | Flawed {
  if (claims.use !== expected.use) return flawed("wrong-use");
  if (claims.room !== expected.roomName) return flawed("wrong-room");
  const { sub, iat, exp } = claims;
  if (typeof sub !== "string" || !isVisitorId(sub)) return flawed("bad-claims");
  if (!isSecond(iat) || !isSecond(exp)) return flawed("bad-claims");
  const issuedAtMs = iat * 1000;
  if (issuedAtMs > expected.nowMs + CLOCK_SKEW_MS) return flawed("from-the-future");
  return { kind: "read", holder: { room: expected.roomName, visitor: sub, issuedAtMs, expiresAtMs: exp * 1000 } };
}

/** Good before its end, expired from then on (RFC 7519 §4.1.4: "on or after"). */
export function openAt<T extends { readonly expiresAtMs: number }>(nowMs: number, value: T): OpenResult<T> {
  return { kind: nowMs < value.expiresAtMs ? "good" : "expired", value };
}

/** Whole seconds, rounded down: a token never outlives what it was signed for. */
export function secondsOf(timeMs: number): number {
  return Math.floor(timeMs / 1000);
}

/** Whether a claim is a time in whole seconds. */
export function isSecond(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= LAST_SECOND;
}
