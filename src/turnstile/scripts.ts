import arrive from "./scripts/arrive.lua";
import batch from "./scripts/batch.lua";
import change from "./scripts/change.lua";
import inflow from "./scripts/inflow.lua";
import measure from "./scripts/measure.lua";
import readLog from "./scripts/read-log.lua";
import release from "./scripts/release.lua";
import renew from "./scripts/renew.lua";
import room from "./scripts/room.lua";
import sketch from "./scripts/sketch.lua";
import turn from "./scripts/turn.lua";

/** The verbs as they are sent: the parts each begins with, then the verb itself. */
export const SCRIPTS = {
  turn: [room, inflow, batch, sketch, measure, turn].join("\n"),
  arrive: [room, inflow, arrive].join("\n"),
  renew: [room, renew].join("\n"),
  release: [room, inflow, release].join("\n"),
  change: [room, change].join("\n"),
  readLog: [room, readLog].join("\n"),
} as const;

/**
 * Upstash locks the whole database for a script unless its first line says that the declared keys suffice; plain Redis
 * refuses that line.
 */
const KEY_LOCKING = "#!lua flags=allow-key-locking\n";

/** The text of a script as the database at this address takes it. */
export function sourceFor(redisUrl: string, script: string): string {
  return new URL(redisUrl).hostname.endsWith(".upstash.io") ? KEY_LOCKING + script : script;
}
