/**
 * `npm run bench -- <name> [row …] [--smallest]`: one benchmark, on real parts and in real time. Progress goes to
 * stderr; the last line of stdout is what it found, as one JSON object. It fails when a bar is missed.
 */

import "./text-modules.ts";
import { parseArgs } from "node:util";
import { BENCHES, isBenchName } from "./benches.ts";
import { runBench } from "./run-bench.ts";

const EXIT_CODES = { passed: 0, missed: 1, misused: 2 };

process.exitCode = EXIT_CODES[await main()];

async function main(): Promise<keyof typeof EXIT_CODES> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { smallest: { type: "boolean" } } });
  const [name = "", ...only] = positionals;
  if (!isBenchName(name)) {
    say(`npm run bench -- ${Object.keys(BENCHES).join(" | ")}, not "${name}".`);
    return "misused";
  }
  const bench = await BENCHES[name]();
  return runBench(bench, { only, size: values.smallest ? "smallest" : "full", say, print });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
