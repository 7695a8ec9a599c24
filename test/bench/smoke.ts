/**
 * `npm run bench:smoke`: the smallest run of every benchmark. It shows that all of them still run, and measures
 * nothing; it fails when one of them throws.
 */

import { join } from "node:path";
import { BENCHES } from "./benches.ts";
import { type Command, runCommands } from "./run-commands.ts";

/** Most of a smallest run is waiting: for turns, and for people who come back when their next ask is due. */
const AT_ONCE = 4;
/** Several times what the longest takes: what goes on for longer is stuck. */
const LIMIT_SECONDS = 120;

const commands = Object.keys(BENCHES).map((name): Command => {
  return { name, args: [join(import.meta.dirname, "run.ts"), name, "--smallest"] };
});
const options = { limitSeconds: LIMIT_SECONDS, say: (line: string) => process.stdout.write(`${line}\n`) };
const failed = await runCommands(commands, { ...options, atOnce: AT_ONCE });
// Where a busy machine makes Redis late, some benchmarks rightly refuse to count what happens. One that is broken fails
// alone too.
const broken = await runCommands(failed, { ...options, atOnce: 1 });
process.exitCode = broken.length === 0 ? 0 : 1;
