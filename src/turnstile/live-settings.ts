// The operator's live settings as the scripts keep them: fields of the room hash, "" for one that is not set.

import type { Control, ControlChange } from "../domain/control.ts";
import { TurnstileFault } from "./fault.ts";

/** `liveInflow` when the operator lifts the env var's limit. */
const UNLIMITED = "-1";

/** A change as `HSET` takes it: field, value and so on. */
export function controlArguments(change: ControlChange, nowMs: number): string[] {
  const { state, capacity, inflowPerMinute, why, message } = change;
  const fields: string[] = ["liveChangedMs", `${nowMs}`];
  // The reason belongs to the state: a new state brings its own, or none. That of any other change is for the log.
  if (state !== undefined) fields.push("liveState", state, "liveWhy", why ?? "");
  if (capacity !== undefined) fields.push("liveCapacity", `${capacity ?? ""}`);
  if (inflowPerMinute !== undefined) {
    fields.push("liveInflow", inflowPerMinute === "unlimited" ? UNLIMITED : `${inflowPerMinute ?? ""}`);
  }
  if (message !== undefined) fields.push("liveMessage", message ?? "");
  return fields;
}

/** The live settings in a room hash. *Fails*: throws a `TurnstileFault` where a field is not as a change writes it. */
export function decodeControl(fields: ReadonlyMap<string, string>): Control {
  const state = fields.get("liveState") ?? "open";
  if (state !== "open" && state !== "paused" && state !== "soldout") throw new TurnstileFault("malformed-reply");
  const inflow = fields.get("liveInflow");
  return {
    state,
    capacity: whole(fields.get("liveCapacity")),
    inflowPerMinute: inflow === UNLIMITED ? "unlimited" : whole(inflow),
    why: fields.get("liveWhy") || null,
    message: fields.get("liveMessage") || null,
    changedAtMs: whole(fields.get("liveChangedMs")),
  };
}

function whole(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new TurnstileFault("malformed-reply");
  return value;
}
