// Nobody is cut off: what a pass that ran out a short while ago is still good for.

import type { Pass } from "../../domain/pass.ts";
import { isCrossSite } from "../../domain/request-kind.ts";
import { signPass } from "../../seal/pass-seal.ts";
import type { Visit } from "../request/request-context.ts";
import type { CurrentPass } from "./admit.ts";

/**
 * The pass to go on with, `null` when the visitor must line up again. A form and a return from another site are let
 * through within grace, and their seat is put back; anything else only if the seat is still there, or if the pass ran
 * out while Redis could not be asked.
 */
export async function reclaim(visit: Visit, pass: Pass, token: string): Promise<CurrentPass | null> {
  const { parts, nowMs, kind } = visit;
  const overMs = nowMs - pass.expiresAtMs;
  const isInGrace = overMs < parts.room.graceSeconds * 1000;
  // A fresh pass may stand for a seat whose full pass its holder, reading for long, has never been given.
  const mayHaveSeat = pass.stage === "fresh" && overMs < parts.room.sessionSeconds * 1000;
  if (pass.stage === "done" || !(isInGrace || mayHaveSeat)) return null;
  const outageSinceMs = parts.desk.outageSinceMs();
  const ranOutInOutage = isInGrace && outageSinceMs !== null && pass.expiresAtMs >= outageSinceMs;
  const isAsked = (pass.stage === "full" || mayHaveSeat) && kind !== "subresource" && kind !== "status";
  if (!isAsked) return ranOutInOutage ? { pass, token } : null;
  const mustPass = pass.stage === "full" && isFormOrReturn(visit);
  const reclaimed = await parts.desk.reclaimSeat(pass, mustPass ? "restore" : "keep", visit.keepAlive);
  if (reclaimed === "gone") return null;
  // Redis has just failed: a form is not thrown away, whatever the stage of the pass.
  if (reclaimed === "outage") return (isInGrace && isFormOrReturn(visit)) || ranOutInOutage ? { pass, token } : null;
  return { pass: reclaimed, token: await signPass(parts.keyring, reclaimed), reclaimed: "now" };
}

function isFormOrReturn({ request, url, kind }: Visit): boolean {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return true;
  return kind === "navigation" && isCrossSite({ method, url, headers });
}
