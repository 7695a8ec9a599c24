import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

export type BenchWorker = "limit" | "forward" | "baseline";

/** Builds one of the Workers beside this file into a folder of its own below `folder`, as the room's own is built. */
export async function buildBenchWorker(name: BenchWorker, folder: string): Promise<string> {
  const built = join(folder, name);
  await mkdir(built, { recursive: true });
  await build({
    stdin: {
      contents: `import { worker } from "./${name}-worker.ts"; export default worker;`,
      resolveDir: import.meta.dirname,
    },
    outfile: join(built, "index.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    logLevel: "warning",
  });
  return built;
}
