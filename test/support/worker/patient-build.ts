import { join } from "node:path";
import { buildWorker } from "../../../local/build/build.ts";

const FOLDER = join(import.meta.dirname, "../../../.local/test/patient-worker");

let built: Promise<string> | undefined;

/**
 * The folder of a Worker for tests that are not about deadlines. On a machine that starts a dozen of processes at once
 * Redis may need more than 800 ms, and the pages would rightly say so.
 *
 * *Costs*: part of a second, once per process. *Fails*: with what esbuild said; the next call tries again.
 */
export function patientBuild(): Promise<string> {
  built ??= build().catch((fault) => {
    built = undefined;
    throw fault;
  });
  return built;
}

async function build(): Promise<string> {
  const entry = join(import.meta.dirname, "patient-worker.ts");
  await buildWorker({ entry, outfile: join(FOLDER, "index.js") });
  return FOLDER;
}
