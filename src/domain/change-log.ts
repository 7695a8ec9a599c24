// The log of changes to a room's live settings: what one entry says, and how it is written.

import type { ControlChange } from "./control.ts";

export type ChangeLogEntry = {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `"corral"`: the settings were lost with Redis' data, and an isolate has told them again. */
  readonly by: "operator" | "origin" | "corral";
  /** What was set; what it does not name stayed as it was. */
  readonly what: ControlChange;
  readonly why: string | null;
};

/** The entry as the log keeps it: the same change asked for at the same moment is the same text. */
export function writeEntry({ at, by, what, why }: ChangeLogEntry): string {
  return JSON.stringify({ at, by, what, why });
}

export function readEntry(text: string): ChangeLogEntry {
  return JSON.parse(text) as ChangeLogEntry; // the log holds only what was written above
}
