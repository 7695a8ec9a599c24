import { join } from "node:path";
import { buildWorker } from "../../../local/build/build.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const FOLDER = join(REPOSITORY, ".local", "bench", "shifted-worker");

/** Builds the Worker whose clock can be set ahead, and gives the folder. */
export async function buildShiftedWorker(): Promise<string> {
  await buildWorker({ entry: join(import.meta.dirname, "shifted-worker.ts"), outfile: join(FOLDER, "index.js") });
  return FOLDER;
}
