// Everything that the Worker imports as text. Its build also squeezes the scripts for Redis.

import { readFileSync } from "node:fs";
import { buildSync, transformSync } from "esbuild";

/** Phones of the last eight years; the script itself checks for what else they may lack. */
const SCRIPT_TARGET = "es2018";

export function isTextModule(id: string): boolean {
  return /\.(?:lua|css)$|\?script$/.test(id);
}

/** The text of a module by its path, `?script` and all, as the Worker has it. *Fails*: as reading or bundling does. */
export function readTextModule(id: string): string {
  if (id.endsWith("?script")) return bundleScript(id.slice(0, -"?script".length));
  const text = readFileSync(id, "utf8");
  return id.endsWith(".css") ? transformSync(text, { loader: "css", minify: true }).code.trim() : text;
}

/** A page's script with all it imports, in one text that leaves no names behind. */
function bundleScript(path: string): string {
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
