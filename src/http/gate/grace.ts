// Nobody is cut off: what a pass that ran out a short while ago is still good for.

import { isCrossSite } from "../../domain/request-kind.ts";
import { signPass } from "../../seal/pass-seal.ts";
import type { RequestContext, ShownPass } from "../request/request-context.ts";

/**
 * The pass to go on with, `null` when the visitor must line up again. A form and a return from another site are let
 * through within grace, and their seat is put back; anything else only if the seat is still there, or if the pass ran
 * out while Redis could not be asked.
 */
export async function reclaim(context: RequestContext, shown: ShownPass): Promise<ShownPass | null> {
  const { pass } = shown;
  const { room, desk, keyring, nowMs, kind } = context;
  const overMs = nowMs - pass.expiresAtMs;
  const isInGrace = overMs < room.graceSeconds * 1000;
  // A fresh pass may stand for a seat whose full pass its holder, reading for long, has never been given.
  const mayHaveSeat = pass.stage === "fresh" && overMs < room.sessionSeconds * 1000;
  if (pass.stage === "done" || !(isInGrace || mayHaveSeat)) return null;
  const outageSinceMs = desk.outageSinceMs();
  const ranOutInOutage = isInGrace && outageSinceMs !== null && pass.expiresAtMs >= outageSinceMs;
  const isAsked = (pass.stage === "full" || mayHaveSeat) && kind !== "subresource" && kind !== "status";
  if (!isAsked) return ranOutInOutage ? shown : null;
  const mustPass = pass.stage === "full" && isFormOrReturn(context);
  const reclaimed = await desk.reclaimSeat(pass, mustPass ? "restore" : "keep", context.keepAlive);
  if (reclaimed === "gone") return null;
  // Redis has just failed: a form is not thrown away, whatever the stage of the pass.
  if (reclaimed === "outage") return (isInGrace && isFormOrReturn(context)) || ranOutInOutage ? shown : null;
  return { pass: reclaimed, token: await signPass(keyring, reclaimed), validity: "reclaimed" };
}

function isFormOrReturn({ request, url, kind }: RequestContext): boolean {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return true;
  return kind === "navigation" && isCrossSite({ method, url, headers });
}
