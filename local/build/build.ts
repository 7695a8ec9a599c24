/**
 * The one way to build a Worker: what ships, what is tested and what is benched. Run by wrangler (wrangler.toml,
 * `[build]`) it builds the room. A Worker is one minified module, since wrangler uploads it as it stands; the scripts'
 * comments are left out, and the page's style and script are squeezed.
 */

import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { isTextModule, readTextModule } from "./text-modules.ts";

const REPOSITORY = dirname(dirname(import.meta.dirname));

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

/** The Upstash client without the commands that are never sent: its own build keeps every command and method alive. */
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

export type WorkerBuild = {
  readonly entry: string;
  /** Where the module goes. */
  readonly outfile: string;
  /** `whole` for a Worker that sends Redis other commands than the room does. */
  readonly client?: "lean" | "whole";
};

/**
 * Builds the Worker that `entry` exports.
 *
 * *Guarantees*: `outfile` is whole at any moment, and nothing else is ever in its folder: it is written beside the
 * folder and renamed, so several processes may build it at the same time.
 * *Fails*: with what esbuild said.
 */
export async function buildWorker({ entry, outfile, client = "lean" }: WorkerBuild): Promise<void> {
  const draft = `${dirname(outfile)}.${process.pid}.js`;
  await mkdir(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [entry],
    outfile: draft,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    charset: "utf8",
    conditions: ["workerd", "worker", "browser"],
    plugins: client === "lean" ? [squeezedText, leanClient] : [squeezedText],
    logLevel: "warning",
  });
  await rename(draft, outfile);
}

if (import.meta.main) {
  await buildWorker({
    entry: join(REPOSITORY, "src", "index.ts"),
    outfile: join(REPOSITORY, ".local", "build", "index.js"), // wrangler.toml, `main`
  });
}
