// Nobody is cut off: what a pass that ran out a short while ago is still good for.

import type { Pass } from "../domain/pass.ts";
import { isCrossSite } from "../domain/request-kind.ts";
import { signPass } from "../seal/pass-seal.ts";
import type { CurrentPass } from "./admit.ts";
import type { Visit } from "./visit.ts";

/**
 * The pass to go on with, `null` when the visitor must line up again. A form and a return from another site are let
 * through within grace, and their seat is put back; anything else only if the seat is still there, or if the pass ran
 * out while Redis could not be asked.
 */
export async function reclaim(visit: Visit, pass: Pass, token: string): Promise<CurrentPass | null> {
  const { parts, nowMs, kind } = visit;
  const isRenewable = pass.stage === "full" || pass.stage === "last";
  if (!isRenewable || nowMs - pass.expiresAtMs >= parts.room.graceSeconds * 1000) return null;
  const outageSinceMs = parts.desk.outageSinceMs();
  const ranOutInOutage = outageSinceMs !== null && pass.expiresAtMs >= outageSinceMs;
  if (kind === "subresource" || kind === "status") return ranOutInOutage ? { pass, token } : null;
  const mustPass = isFormOrReturn(visit);
  const reclaimed = await parts.desk.reclaimSeat(pass, mustPass ? "restore" : "keep");
  if (reclaimed === "gone") return null;
  if (reclaimed === "outage") return mustPass || ranOutInOutage ? { pass, token } : null;
  return { pass: reclaimed, token: await signPass(parts.keyring, reclaimed), reclaimed: "now" };
}

function isFormOrReturn({ request, url, kind }: Visit): boolean {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return true;
  return kind === "navigation" && isCrossSite({ method, url, headers });
}
