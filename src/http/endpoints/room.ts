// /__corral/room: what everybody may read of the room, and what the operator may set.

import { parseChange } from "../../config/change.ts";
import { type Phase, phaseAt } from "../../domain/calendar.ts";
import type { Control } from "../../domain/control.ts";
import { bearerToken } from "../../domain/request-kind.ts";
import type { Room } from "../../domain/room.ts";
import { isComingBack } from "../../domain/snapshot.ts";
import { expectedWaitNow } from "../../domain/wait-estimate.ts";
import { publishedOf } from "../../seal/draw.ts";
import { answerJson, CACHED, refuse } from "../answers/json.ts";
import type { RequestContext } from "../request/request-context.ts";
import type { RoomServices } from "../request/room-services.ts";
import { isSameSecret } from "../request/same-secret.ts";

/** More is no change of settings. */
const LONGEST_BODY_BYTES = 12_000;

/** `GET` for everybody, `PATCH` for the operator. */
export async function roomEndpoint(context: RequestContext, { adminToken }: RoomServices): Promise<Response> {
  const { method } = context.request;
  if (method === "GET" || method === "HEAD") {
    const body = await describeRoom(context, null);
    return answerJson(200, body, body.state === "unavailable" ? "no-store" : CACHED);
  }
  return method === "PATCH"
    ? changeRoom(context, adminToken)
    : refuse(405, "GET, HEAD and PATCH only.", { Allow: "GET, HEAD, PATCH" });
}

/** `changed` has just been set: another isolate's turn may not have told of it yet. */
async function describeRoom(context: RequestContext, changed: Partial<Control> | null) {
  const { room, desk, keepAlive, nowMs } = context;
  const snapshot = await desk.look(keepAlive);
  if (snapshot === null) return { ...describeNothing(room), ...describeDay(context) };
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
    ...describeDay(context),
  };
}

/** The operator's hand first: a room left sold out must be seen before its lobby is. */
function describeState(phase: Phase, control: Control["state"]) {
  if (control !== "open") return control;
  return phase === "opening" ? "open" : phase;
}

/** What is known of the day whether or not Redis is there. */
function describeDay({ room, draw, nowMs }: RequestContext) {
  const { opening, closesAtMs } = room.calendar;
  const iso = (ms: number | null | undefined) => (ms == null ? null : new Date(ms).toISOString());
  const isDrawn = draw !== null && opening !== null;
  return {
    lobbyAt: iso(opening?.lobbyAtMs),
    opensAt: iso(opening?.opensAtMs),
    closesAt: iso(closesAtMs),
    order: opening?.order ?? "arrival",
    ...(isDrawn ? publishedOf(draw, opening, nowMs) : { drawCommitment: null, drawKey: null }),
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

async function changeRoom(context: RequestContext, adminToken: string | null): Promise<Response> {
  const { request, desk, nowMs } = context;
  if (adminToken === null) return refuse(403, "No ADMIN_TOKEN is set, so nobody may change anything.");
  const shown = bearerToken(request.headers);
  if (shown === null || !(await isSameSecret(shown, adminToken)))
    return refuse(401, "The token is not the room's.", { "WWW-Authenticate": "Bearer" });
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= LONGEST_BODY_BYTES)) return refuse(413, `A change is JSON of up to ${LONGEST_BODY_BYTES} bytes.`);
  const parsed = parseChange(await request.text());
  if (parsed.kind === "bad") return answerJson(422, { issues: parsed.issues }, "no-store");
  const { change } = parsed;
  const isChanged = await desk.change({ change, by: "operator", when: "always", askedAtMs: nowMs });
  if (!isChanged) return refuse(503, "Redis cannot be reached just now.");
  // A reason is that of a state, here as in the scripts.
  const { why = null, ...set } = change;
  const changed = { ...set, ...(change.state === undefined ? {} : { why }), changedAtMs: nowMs };
  return answerJson(200, await describeRoom(context, changed), "no-store");
}
