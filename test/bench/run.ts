/**
 * `npm run bench -- <name> [row …]`: one benchmark, on real parts and in real time. Progress goes to stderr; the last
 * line of stdout is what it found, as one JSON object. It fails when a bar is missed.
 */

import "./text-modules.ts";
import { MissingProgram } from "../../local/process/find-or-install.ts";
import type { Bench } from "./bench.ts";

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  bill: async () => (await import("./bill.ts")).bill,
  speed: async () => (await import("./speed.ts")).speed,
  scale: async () => (await import("./scale.ts")).scale,
  page: async () => (await import("./page.ts")).page,
  waits: async () => (await import("./waits.ts")).waits,
  seatuse: async () => (await import("./seat-use.ts")).seatUse,
  faults: async () => (await import("./faults.ts")).faults,
  soak: async () => (await import("./soak.ts")).soak,
};

const PASSED = 0;
const MISSED = 1;
const MISUSED = 2;

process.exitCode = await main(process.argv.slice(2));

async function main([name = "", ...only]: readonly string[]): Promise<number> {
  const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (load === undefined) {
    say(`npm run bench -- ${Object.keys(BENCHES).join(" | ")}, not "${name}".`);
    return MISUSED;
  }
  const bench = await load();
  try {
    const { result, missed } = await bench({ only, say });
    for (const bar of missed) say(`Missed: ${bar}.`);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return missed.length === 0 ? PASSED : MISSED;
  } catch (fault) {
    if (!(fault instanceof MissingProgram)) throw fault;
    say(fault.message);
    return MISSED;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
