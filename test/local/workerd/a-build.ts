import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A built Worker's folder, as wrangler leaves it: the script, text modules, and files for people only. */
export async function aBuild(script: string, texts: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "corral-build-"));
  const files = { "index.js": script, "index.js.map": "{}", "README.md": "This folder was built.", ...texts };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
