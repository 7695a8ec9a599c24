// The operator's commands as docs/race-day.md gives them, against those there are.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";

const page = await readFile(join(import.meta.dirname, "../../docs/race-day.md"), "utf8");
const command = join(import.meta.dirname, "../../local/commands/room.ts");

/** What the command says of itself when it is given nothing to do. */
function usage(): Promise<string> {
  return new Promise((resolve) => execFile(process.execPath, [command], (_, __, complained) => resolve(complained)));
}

it("the runbook names every command of the operator's, and no other", async () => {
  const there = [...(await usage()).matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
  const named = [...page.matchAll(/npm run room -- ([a-z]+)/g)].map(([, name]) => name);
  expect(there.length).toBeGreaterThan(0);
  expect([...new Set(named)].sort()).toEqual(there.sort());
});

it("the runbook gives each command what it takes", () => {
  const given = [...page.matchAll(/npm run room -- (capacity|inflow) ([a-z0-9]+)/g)].map(([, , value]) => value);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((value) => !/^(?:\d+|default|unlimited)$/.test(value ?? ""))).toEqual([]);
  const bare = [...page.matchAll(/npm run room -- (?:pause|open|soldout|status|log) ?([^`#>\n]*)/g)];
  expect(bare.filter(([, rest = ""]) => !/^(?:--reason "[^"]{1,200}" *)?$/.test(rest.trim()))).toEqual([]);
});
