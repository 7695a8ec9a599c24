// What the Worker imports as text, read outside its build: by the tests and the benches.

import { readFileSync } from "node:fs";
import { buildSync } from "esbuild";

/** Phones of the last eight years; what else they may lack is asked for by the script itself. */
const SCRIPT_TARGET = "es2018";

export function isTextModule(id: string): boolean {
  return /\.(?:lua|css)$|\?script$/.test(id);
}

/** The text of a module by its path, `?script` and all. *Fails*: as reading or bundling does. */
export function readTextModule(id: string): string {
  return id.endsWith("?script") ? bundleScript(id.slice(0, -"?script".length)) : readFileSync(id, "utf8");
}

/** A page's script with all it imports, in one text that leaves no names behind. */
export function bundleScript(path: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: "iife",
    target: SCRIPT_TARGET,
    charset: "utf8",
    write: false,
  });
  return outputFiles[0]?.text.trim() ?? "";
}
