// The Worker's bundle for tests that are not about deadlines.

import { rmSync } from "node:fs";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundleWorker } from "../../../local/build/bundle.ts";

const REPOSITORY = dirname(dirname(dirname(import.meta.dirname)));

/** Longer than a busy machine takes, shorter than a page waits for the answer to a poll. */
const TIMEOUT_MS = 10_000;

const DEADLINE = /AbortSignal\.timeout\(\w+\)/g;

let built: Promise<string> | undefined;

/**
 * The folder of a Worker that is as it ships but for one number: it waits for Redis for ten seconds. On a machine that
 * starts a dozen of processes at once Redis may well need more than 800 ms, and the pages would rightly say so.
 *
 * *Costs*: some seconds, once per process.
 * *Fails*: when the bundle has not exactly one deadline.
 */
export function patientBuild(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "corral-patient-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await cp(await bundleWorker(REPOSITORY), folder, { recursive: true });
  const script = join(folder, "index.js");
  const source = await readFile(script, "utf8");
  const found = source.match(DEADLINE)?.length ?? 0;
  if (found !== 1) throw new Error(`The Worker's bundle has ${found} deadlines, not one.`);
  await writeFile(script, source.replace(DEADLINE, `AbortSignal.timeout(${TIMEOUT_MS})`));
  return folder;
}
