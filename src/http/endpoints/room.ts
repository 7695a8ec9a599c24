// /__corral/room: public figures of the room, and the operator's live settings.

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
import { isSameSecret } from "../request/same-secret.ts";

/** The largest valid change is smaller. */
const LONGEST_BODY_BYTES = 12_000;

/**
 * `GET` for everybody, `PATCH` for the operator, who shows `ADMIN_TOKEN` as a bearer token.
 *
 * *Costs*: `GET` reads the snapshot (after a turn if it is stale), and caches answer for 2 s; `PATCH`: two round trips.
 * *Fails*: 401, 403, 405, 413, 422 by what is wrong with the request; 503 for a change while Redis is away.
 */
export async function roomEndpoint(context: RequestContext, adminToken: string | null): Promise<Response> {
  const { method } = context.request;
  if (method === "GET" || method === "HEAD") {
    const body = await describeRoom(context, null);
    return answerJson(200, body, body.state === "unavailable" ? "no-store" : CACHED);
  }
  return method === "PATCH"
    ? changeRoom(context, adminToken)
    : refuse(405, "GET, HEAD and PATCH only.", { Allow: "GET, HEAD, PATCH" });
}

/** `changed` holds settings made by this very request: the snapshot may be older than they are. */
async function describeRoom(context: RequestContext, changed: Partial<Control> | null) {
  const { room, desk, keepAlive, nowMs } = context;
  const snapshot = await desk.readRoom(keepAlive);
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

/** The operator's state comes first: a room left sold out must be noticed before its lobby opens. */
function describeState(phase: Phase, control: Control["state"]) {
  if (control !== "open") return control;
  return phase === "opening" ? "open" : phase;
}

/** The day's calendar and draw, known even while Redis is away. */
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

/** For an isolate that has no snapshot while Redis is away: even whether the room is open is unknown. */
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
  // A reason belongs to a state, as in the scripts: without a new state it is dropped.
  const { why = null, ...set } = change;
  const changed = { ...set, ...(change.state === undefined ? {} : { why }), changedAtMs: nowMs };
  return answerJson(200, await describeRoom(context, changed), "no-store");
}
