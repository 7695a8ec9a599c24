import { isEpoch } from "../domain/epoch.ts";
import type { Pass, PassStage } from "../domain/pass.ts";
import { claimHolder, isSecond, openAt, readHolder, secondsOf } from "./claims.ts";
import type { Members } from "./jws-segment.ts";
import type { Keyring } from "./keyring.ts";
import { flawed, type OpenResult } from "./open-result.ts";
import { signToken, verifyToken } from "./token.ts";

/** The pass as its cookie holds it, and as the origin gets it. *Costs*: one HMAC. Times are rounded down to seconds. */
export function signPass(keyring: Keyring, pass: Pass): Promise<string> {
  return signToken(keyring.pass, claimPass(pass));
}

/**
 * The copy that goes to the target's address in redirect mode; `jti` lets the target accept it once.
 *
 * *Guarantees*: never opens as a pass here: an address is copied, logged and shared, a cookie is not.
 */
export function signPassCopy(keyring: Keyring, pass: Pass, jti: string): Promise<string> {
  return signToken(keyring.pass, { ...claimPass(pass), jti });
}

/**
 * Verifies what a browser shows as its pass for a room.
 *
 * *Guarantees*: never throws; good and expired passes were signed with the pass key, for this room, and are no copy.
 * *Costs*: one HMAC, none for text that by its form cannot be ours.
 */
export async function openPass(
  keyring: Keyring,
  roomName: string,
  token: string,
  nowMs: number,
): Promise<OpenResult<Pass>> {
  const verified = await verifyToken(keyring.pass, token);
  if (verified.kind === "flawed") return verified;
  if ("jti" in verified.claims) return flawed("wrong-use");
  const read = readHolder(verified.claims, { use: "pass", roomName, nowMs });
  if (read.kind === "flawed") return read;
  const { since, epoch } = verified.claims;
  if (!isSecond(since) || typeof epoch !== "string" || !isEpoch(epoch)) return flawed("bad-claims");
  const stage = readStage(verified.claims);
  if (stage === null) return flawed("bad-claims");
  return openAt(nowMs, { ...read.holder, sinceMs: since * 1000, epoch, stage });
}

function claimPass(pass: Pass): Members {
  return {
    ...claimHolder("pass", pass),
    since: secondsOf(pass.sinceMs),
    epoch: pass.epoch,
    ...(pass.stage === "full" ? {} : { [pass.stage]: true }),
  };
}

/** At most one mark, and only as we write it; a full pass has none. */
function readStage(claims: Members): PassStage | null {
  const marks = (["fresh", "last", "done"] as const).filter((mark) => mark in claims);
  const [mark, ...others] = marks;
  if (mark === undefined) return "full";
  return others.length === 0 && claims[mark] === true ? mark : null;
}
