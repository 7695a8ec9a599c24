import { join } from "node:path";
import { buildWorker } from "../../../local/build/build.ts";

/** The baseline sends Redis commands of its own. */
const CLIENTS = { limit: "lean", forward: "lean", baseline: "whole" } as const;

export type BenchWorker = keyof typeof CLIENTS;

/** Builds one of the Workers beside this file into a folder of its own below `folder`, as the room is built. */
export async function buildBenchWorker(name: BenchWorker, folder: string): Promise<string> {
  const built = join(folder, name);
  const entry = join(import.meta.dirname, `${name}-worker.ts`);
  await buildWorker({ entry, outfile: join(built, "index.js"), client: CLIENTS[name] });
  return built;
}
