// What everybody may read of the room, and the operator's hand on it: /__corral/room and /__corral/log.

import { parseChange } from "../../config/change.ts";
import { type Phase, phaseAt } from "../../domain/calendar.ts";
import type { Control, ControlChange } from "../../domain/control.ts";
import { bearerToken } from "../../domain/request-kind.ts";
import type { Room } from "../../domain/room.ts";
import { isComingBack } from "../../domain/snapshot.ts";
import { expectedWaitNow } from "../../domain/wait-estimate.ts";
import { ownHeaders } from "../answers/headers.ts";
import type { Visit } from "../request/request-context.ts";
import { isSameSecret } from "../request/same-secret.ts";
import { publishedOf } from "./draw.ts";

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
  return method === "PATCH"
    ? changeRoom(visit)
    : refuse(405, "GET, HEAD and PATCH only.", { Allow: "GET, HEAD, PATCH" });
}

/** Every change of the operator's that is remembered, the newest first. */
export async function logEndpoint(visit: Visit): Promise<Response> {
  const { method } = visit.request;
  if (method !== "GET" && method !== "HEAD") return refuse(405, "GET and HEAD only.", { Allow: "GET, HEAD" });
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
  return visit.parts.desk.change({ change, entry, when, sinceMs: visit.nowMs });
}

/** `changed` has just been set: another isolate's turn may not have told of it yet. */
async function describeRoom(visit: Visit, changed: Partial<Control> | null) {
  const { parts, keepAlive, nowMs } = visit;
  const { room, desk } = parts;
  const snapshot = await desk.look(keepAlive);
  if (snapshot === null) return { ...describeNothing(room), ...describeDay(visit) };
  const phase = phaseAt(room.calendar, nowMs);
  const control = changed === null ? snapshot.control : { ...snapshot.control, ...changed };
  const isKnown = !isComingBack(snapshot);
  return {
    state: describeState(phase, control.state),
    why: control.state === "open" ? null : control.why,
    room: room.name,
    event: room.eventName,
    message: control.message ?? room.message,
    capacity: control.capacity ?? room.capacity,
    inflowPerMinute: control.inflowPerMinute ?? room.inflowPerMinute,
    waiting: isKnown ? snapshot.waiting : null,
    onSite: isKnown ? snapshot.seats : null,
    called: isKnown ? snapshot.called : null,
    expectedWaitSeconds: isKnown && phase === "open" ? expectedWaitNow(room, { ...snapshot, control }) : null,
    waitsHeldShare: snapshot.waitsHeldShare,
    changedAt: control.changedAtMs === null ? null : new Date(control.changedAtMs).toISOString(),
    asOf: new Date(snapshot.asOfMs).toISOString(),
    ...describeDay(visit),
  };
}

/** The operator's hand first: a room left sold out must be seen before its lobby is. */
function describeState(phase: Phase, control: Control["state"]) {
  if (control !== "open") return control;
  return phase === "opening" ? "open" : phase;
}

/** What is known of the day whether or not Redis is there. */
function describeDay({ parts, nowMs }: Visit) {
  const { opening, closesAtMs } = parts.room.calendar;
  const iso = (ms: number | null | undefined) => (ms == null ? null : new Date(ms).toISOString());
  const isDrawn = parts.draw !== null && opening !== null;
  return {
    lobbyAt: iso(opening?.lobbyAtMs),
    opensAt: iso(opening?.opensAtMs),
    closesAt: iso(closesAtMs),
    order: opening?.order ?? "arrival",
    ...(isDrawn ? publishedOf(parts.draw, opening, nowMs) : { drawCommitment: null, drawKey: null }),
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
    return refuse(401, "The token is not the room's.", { "WWW-Authenticate": "Bearer" });
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

function refuse(status: number, problem: string, extra: Readonly<Record<string, string>> = {}): Response {
  return answer(status, { problem }, "no-store", extra);
}

function answer(
  status: number,
  body: unknown,
  cacheControl: string,
  extra: Readonly<Record<string, string>> = {},
): Response {
  const headers = {
    "Content-Type": "application/json",
    "Cache-Control": cacheControl,
    "Access-Control-Allow-Origin": "*",
    ...extra,
  };
  return new Response(JSON.stringify(body), { status, headers: ownHeaders("open", { ...headers, Vary: "Accept" }) });
}
