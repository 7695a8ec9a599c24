/**
 * The Worker's build, run by wrangler (wrangler.toml, `[build]`): one minified module. It squeezes what wrangler would
 * upload as it stands: the scripts' comments, the page's style and script.
 */

import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { isTextModule, readTextModule } from "./text-modules.ts";

const REPOSITORY = dirname(dirname(import.meta.dirname));
const OUTPUT = join(REPOSITORY, ".local", "build", "index.js");

const squeezedText: Plugin = {
  name: "squeezed-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.lua$/ }, async ({ path }) => text(squeezeLua(await readFile(path, "utf8"))));
    onLoad({ filter: /./ }, ({ path, suffix }) => {
      return isTextModule(path + suffix) ? text(readTextModule(path + suffix)) : null;
    });
  },
};

/** All that `turnstile/redis-client.ts` asks of the client; the rest of its commands would be a fifth of the Worker. */
const COMMANDS_NEEDED = new Set(["EvalCommand", "EvalshaCommand"]);
const PART_OF_CLIENT =
  /\bnew (\w+Command|Pipeline|AutoPipelineExecutor|SearchIndex|VectorIndex|Subscriber|ScriptRO)\(/g;

const CLIENT = "\nvar Redis = class {";

/** The Upstash client without what nobody calls: its own build keeps every command of Redis, and its method, alive. */
const leanClient: Plugin = {
  name: "lean-client",
  setup({ onLoad }) {
    onLoad({ filter: /@upstash[\\/]redis[\\/]chunk-\w+\.mjs$/ }, async ({ path }) => {
      return { contents: leaveOutCommands(await readFile(path, "utf8")), loader: "js" };
    });
  },
};

/** *Guarantees*: calling what was left out throws. *Fails*: when the client is not laid out as it was. */
export function leaveOutCommands(source: string): string {
  let leftOut = 0;
  const lean = source.replace(PART_OF_CLIENT, (made, name: string) => {
    if (COMMANDS_NEEDED.has(name)) return made;
    leftOut += 1;
    return "new LeftOut(";
  });
  const from = lean.indexOf(CLIENT);
  if (leftOut < 100 || from < 0) {
    throw new Error("@upstash/redis is laid out in another way: see lean-client in local/build/build.ts");
  }
  const to = lean.indexOf("\n};", from);
  const members = lean.slice(from, to).split(/\n(?= {2}[A-Za-z_$])/);
  // One that makes something else too is not about a command alone.
  const kept = members.filter((member) => !member.includes("new LeftOut(") || /\bnew (?!LeftOut\()/.test(member));
  return `${lean.slice(0, from)}${kept.join("\n")}${lean.slice(to)}
class LeftOut { constructor() { throw new TypeError("left out of the Worker's build"); } }
`;
}

/** Whole-line comments, blank lines and indentation; our scripts have no strings that span lines. */
export function squeezeLua(source: string): string {
  const lines = source.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("--")).join("\n");
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
    charset: "utf8",
    conditions: ["workerd", "worker", "browser"],
    plugins: [squeezedText, leanClient],
    logLevel: "warning",
  });
  await rename(draft, OUTPUT);
}

if (import.meta.main) await buildWorkerModule();
