/**
 * The Worker's build, run by wrangler (wrangler.toml, `[build]`): one minified module. It squeezes what wrangler would
 * upload as it stands: the scripts' comments, the page's style and script.
 */

import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin, transform } from "esbuild";

const REPOSITORY = dirname(import.meta.dirname);
const OUTPUT = join(REPOSITORY, ".local", "build", "index.js");

const squeezedText: Plugin = {
  name: "squeezed-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.lua$/ }, async ({ path }) => text(squeezeLua(await readFile(path, "utf8"))));
    onLoad({ filter: /\.css$/ }, async ({ path }) => text(await minify(path, "css")));
    onLoad({ filter: /\.client\.js$/ }, async ({ path }) => text(await minify(path, "js")));
  },
};

/** Whole-line comments, blank lines and indentation; our scripts have no strings that span lines. */
export function squeezeLua(source: string): string {
  const lines = source.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("--")).join("\n");
}

async function minify(path: string, loader: "css" | "js"): Promise<string> {
  const { code } = await transform(await readFile(path, "utf8"), { loader, minify: true, target: "es2020" });
  return code.trim();
}

function text(contents: string) {
  return { contents, loader: "text" } as const;
}

/** Written beside and renamed: several wranglers may build at the same time. */
async function buildWorkerModule(): Promise<void> {
  const draft = `${OUTPUT}.${process.pid}`;
  await mkdir(dirname(OUTPUT), { recursive: true });
  await build({
    entryPoints: [join(REPOSITORY, "src", "index.ts")],
    outfile: draft,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    plugins: [squeezedText],
    logLevel: "warning",
  });
  await rename(draft, OUTPUT);
}

if (import.meta.main) await buildWorkerModule();
