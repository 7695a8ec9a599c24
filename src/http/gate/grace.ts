// Grace for recently expired passes, so that no visitor is cut off in the middle of a form or a payment.

import { isCrossSite } from "../../domain/request-kind.ts";
import { signPass } from "../../seal/pass-seal.ts";
import type { RequestContext, ShownPass } from "../request/request-context.ts";

/**
 * The pass to go on with; `null` if the visitor must line up again. Within grace, a form and a return from another site
 * are let through and get their seat back. Other requests are let through only if the seat still exists, or if the pass
 * expired while Redis was away.
 */
export async function reclaim(context: RequestContext, shown: ShownPass): Promise<ShownPass | null> {
  const { pass } = shown;
  const { room, desk, keyring, nowMs, kind } = context;
  const overMs = nowMs - pass.expiresAtMs;
  const isInGrace = overMs < room.graceSeconds * 1000;
  // The holder of a fresh pass may have a seat: one who reads for long has not yet been given the full pass.
  const mayHaveSeat = pass.stage === "fresh" && overMs < room.sessionSeconds * 1000;
  if (pass.stage === "done" || !(isInGrace || mayHaveSeat)) return null;
  const outageSinceMs = desk.outageSinceMs();
  const ranOutInOutage = isInGrace && outageSinceMs !== null && pass.expiresAtMs >= outageSinceMs;
  const isAsked = (pass.stage === "full" || mayHaveSeat) && kind !== "subresource" && kind !== "status";
  if (!isAsked) return ranOutInOutage ? shown : null;
  const mustPass = pass.stage === "full" && isFormOrReturn(context);
  const reclaimed = await desk.reclaimSeat(pass, mustPass ? "restore" : "keep", context.keepAlive);
  if (reclaimed === "gone") return null;
  // Redis has just failed: a form is let through, whatever the stage of the pass.
  if (reclaimed === "outage") return (isInGrace && isFormOrReturn(context)) || ranOutInOutage ? shown : null;
  return { pass: reclaimed, token: await signPass(keyring, reclaimed), validity: "reclaimed" };
}

function isFormOrReturn({ request, url, kind }: RequestContext): boolean {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return true;
  return kind === "navigation" && isCrossSite({ method, url, headers });
}
