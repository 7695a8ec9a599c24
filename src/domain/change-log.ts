// The log of changes to a room's live settings: what one entry says, and how it is written.

import type { ControlChange } from "./control.ts";

/** One change of the live settings. */
export type ChangeLogEntry = {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `"corral"`: an isolate restored settings that were lost with Redis' data. */
  readonly by: "operator" | "origin" | "corral";
  /** The settings that changed; the others stayed as they were. */
  readonly what: ControlChange;
  readonly why: string | null;
};

/** An entry as the log keeps it. *Guarantees*: the same change at the same moment gives the same text. */
export function writeEntry({ at, by, what, why }: ChangeLogEntry): string {
  return JSON.stringify({ at, by, what, why });
}

/** Reads what `writeEntry` wrote. *Fails*: throws on text that is not JSON. */
/** An entry of the log; `null` for text that is none. */
export function readEntry(text: string): ChangeLogEntry | null {
  try {
    return JSON.parse(text) as ChangeLogEntry; // the log holds only what was written above
  } catch {
    return null;
  }
}
