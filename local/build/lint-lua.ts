/** Lints the scripts as they are sent: each verb with what stands in front of it. */

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findOrInstall } from "../process/find-or-install.ts";

const SCRIPTS = join(import.meta.dirname, "..", "..", "src", "turnstile", "scripts");

/** The parts of each verb, in order, as `src/turnstile/scripts.ts` joins them. */
const VERBS = [
  ["room", "inflow", "batch", "sketch", "measure", "turn"],
  ["room", "inflow", "arrive"],
  ["room", "renew"],
  ["room", "inflow", "release"],
  ["room", "change"],
  ["room", "read-log"],
];

const UNUSED = /^\(W2\d\d\)/;

type Finding = { readonly part: string; readonly line: number; readonly words: string };

async function lintVerb(luacheck: string, parts: readonly string[]): Promise<Finding[]> {
  const texts = await Promise.all(parts.map((part) => readFile(join(SCRIPTS, `${part}.lua`), "utf8")));
  const args = ["--std", "lua51", "--read-globals", "redis", "KEYS", "ARGV"];
  const child = spawn(luacheck, [...args, "--codes", "--formatter", "plain", "--max-line-length", "120", "-"]);
  child.stdin.end(texts.join("\n"));
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  await new Promise((resolve) => child.once("close", resolve));
  const lines = Buffer.concat(said).toString("utf8").split("\n");
  return lines.flatMap((line: string) => {
    const [, at, words] = /^stdin:(\d+):\d+: (.*)$/.exec(line) ?? [];
    return at === undefined || words === undefined ? [] : [locate(parts, texts, Number(at), words)];
  });
}

function locate(parts: readonly string[], texts: readonly string[], at: number, words: string): Finding {
  let line = at;
  for (const [index, text] of texts.entries()) {
    const length = text.split("\n").length;
    if (line <= length) return { part: parts[index] ?? "", line, words };
    line -= length;
  }
  return { part: parts.at(-1) ?? "", line, words };
}

const luacheck = await findOrInstall("luacheck");
const byVerb = await Promise.all(VERBS.map((parts) => lintVerb(luacheck, parts)));
const say = ({ part, line, words }: Finding) => `src/turnstile/scripts/${part}.lua:${line}: ${words}`;
// A name of the parts that all verbs begin with may be unused by some of them, but not by all.
const users = (part: string) => VERBS.filter((parts) => parts.includes(part)).length;
const times = Map.groupBy(byVerb.flat(), say);
const findings = [...times].filter(([, same]) =>
  same.some(({ part, words }) => !UNUSED.test(words) || same.length === users(part)),
);
for (const [sentence] of findings) process.stderr.write(`${sentence}\n`);
process.stdout.write(`${VERBS.length} scripts linted, ${findings.length} findings\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
