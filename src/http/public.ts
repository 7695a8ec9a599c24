// What everybody may read of the room, and the operator's hand on it: /__corral/room and /__corral/log.

import { parseChange } from "../config/change.ts";
import type { Control, ControlChange } from "../domain/control.ts";
import { bearerToken } from "../domain/request-kind.ts";
import type { Room } from "../domain/room.ts";
import { isComingBack } from "../domain/snapshot.ts";
import { expectedWaitNow } from "../domain/wait-estimate.ts";
import { isSameSecret } from "./bearer.ts";
import { ownHeaders } from "./own-headers.ts";
import type { Visit } from "./visit.ts";

/** More is no change of settings. */
const LONGEST_BODY_BYTES = 12_000;
/** Caches keep it so long: whoever watches the room costs it nothing. */
const CACHED = "public, max-age=2";

/** `GET` for everybody, `PATCH` for the operator. */
export async function roomEndpoint(visit: Visit): Promise<Response> {
  const { method } = visit.request;
  if (method === "GET" || method === "HEAD") {
    const body = await describeRoom(visit, null);
    return answer(200, body, body.state === "unavailable" ? "no-store" : CACHED);
  }
  return method === "PATCH" ? changeRoom(visit) : refuse(405, "GET, HEAD and PATCH only.");
}

/** Every change of the operator's that is remembered, the newest first. */
export async function logEndpoint(visit: Visit): Promise<Response> {
  const { method } = visit.request;
  if (method !== "GET" && method !== "HEAD") return refuse(405, "GET and HEAD only.");
  const entries = await visit.parts.desk.readLog();
  if (entries === null) return refuse(503, "The log cannot be reached just now.");
  const changes = entries.map((entry) => JSON.parse(entry)); // written by us, below
  return answer(200, changes, CACHED);
}

/** Changes the settings and notes who asked for it. *Fails*: `false`, where Redis could not be asked. */
export function changeSettings(
  visit: Visit,
  change: ControlChange,
  { by, when }: { readonly by: "operator" | "origin"; readonly when: "always" | "once" },
): Promise<boolean> {
  const { why = null, ...what } = change;
  const entry = JSON.stringify({ at: new Date(visit.nowMs).toISOString(), by, what, why });
  return visit.parts.desk.change({ change, entry, when });
}

/** `changed` has just been set: another isolate's turn may not have told of it yet. */
async function describeRoom({ parts, keepAlive }: Visit, changed: Partial<Control> | null) {
  const { room, desk } = parts;
  const snapshot = await desk.look(keepAlive);
  if (snapshot === null) return describeNothing(room);
  const control = changed === null ? snapshot.control : { ...snapshot.control, ...changed };
  const isKnown = !isComingBack(snapshot);
  return {
    state: control.state,
    why: control.state === "open" ? null : control.why,
    room: room.name,
    event: room.eventName,
    message: control.message ?? room.message,
    capacity: control.capacity ?? room.capacity,
    inflowPerMinute: control.inflowPerMinute ?? room.inflowPerMinute,
    waiting: isKnown ? snapshot.waiting : null,
    onSite: isKnown ? snapshot.seats : null,
    called: isKnown ? snapshot.called : null,
    expectedWaitSeconds: isKnown ? expectedWaitNow(room, { ...snapshot, control }) : null,
    waitsHeldShare: snapshot.waitsHeldShare,
    changedAt: control.changedAtMs === null ? null : new Date(control.changedAtMs).toISOString(),
    asOf: new Date(snapshot.asOfMs).toISOString(),
  };
}

/** Redis is away, and this isolate has never heard of the room: not even whether it is open. */
function describeNothing({ name, eventName, message }: Room) {
  return {
    state: "unavailable",
    why: null,
    room: name,
    event: eventName,
    message,
    capacity: null,
    inflowPerMinute: null,
    waiting: null,
    onSite: null,
    called: null,
    expectedWaitSeconds: null,
    waitsHeldShare: null,
    changedAt: null,
    asOf: null,
  };
}

async function changeRoom(visit: Visit): Promise<Response> {
  const { request, parts } = visit;
  if (parts.adminToken === null) return refuse(403, "No ADMIN_TOKEN is set, so nobody may change anything.");
  const shown = bearerToken(request.headers);
  if (shown === null || !(await isSameSecret(shown, parts.adminToken)))
    return refuse(401, "The token is not the room's.");
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= LONGEST_BODY_BYTES)) return refuse(413, `A change is JSON of up to ${LONGEST_BODY_BYTES} bytes.`);
  const parsed = parseChange(await request.text());
  if (parsed.kind === "bad") return answer(422, { issues: parsed.issues }, "no-store");
  const { change } = parsed;
  const isChanged = await changeSettings(visit, change, { by: "operator", when: "always" });
  if (!isChanged) return refuse(503, "Redis cannot be reached just now.");
  // A reason is that of a state, here as in the scripts.
  const { why = null, ...set } = change;
  const changed = { ...set, ...(change.state === undefined ? {} : { why }), changedAtMs: visit.nowMs };
  return answer(200, await describeRoom(visit, changed), "no-store");
}

function refuse(status: number, problem: string): Response {
  return answer(status, { problem }, "no-store");
}

function answer(status: number, body: unknown, cacheControl: string): Response {
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": cacheControl,
    "Access-Control-Allow-Origin": "*",
  };
  return new Response(JSON.stringify(body), { status, headers: ownHeaders("open", { ...headers, Vary: "Accept" }) });
}
