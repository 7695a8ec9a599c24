import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const FOLDER = join(REPOSITORY, ".local", "bench", "shifted-worker");

/** Bundles the Worker whose clock can be set ahead, and gives the folder. */
export async function buildShiftedWorker(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, "shifted-worker.ts")],
    outfile: join(FOLDER, "index.js"),
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".lua": "text", ".css": "text", ".client.js": "text" },
    logLevel: "warning",
  });
  return FOLDER;
}
