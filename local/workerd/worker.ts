/** The Worker as it ships, bundled by wrangler, run in workerd: what is tested and shown is what is deployed. */

import { readdir, readFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { Log, LogLevel, Miniflare, type MiniflareOptions } from "miniflare";
import { bundleWorker } from "../build/bundle.ts";
import { findFreePort, HOST, PortInUse } from "../process/listen.ts";
import { routeTo } from "./route.ts";

export type RunningWorker = {
  /** Straight to workerd. */
  readonly url: string;
  /** By miniflare's own entrance, a Worker in front of ours. */
  readonly entranceUrl: string;
  /** Where V8's inspector listens, if it was asked for. */
  readonly inspectorUrl: string | null;
  stop(): Promise<void>;
};

type Modules = NonNullable<MiniflareOptions["workers"][number]["config"]["manifest"]>["modules"];

const REPOSITORY = dirname(dirname(import.meta.dirname));

let built: Promise<string> | undefined;

/**
 * Bundles the Worker and returns the folder.
 *
 * *Costs*: some seconds, once per process.
 * *Fails*: with what wrangler said.
 */
function bundleOnce(): Promise<string> {
  built ??= bundleWorker(REPOSITORY);
  return built;
}

/**
 * Runs a built Worker. `vars` are its env bindings; `build` is the folder of another build than the one that ships.
 * With `siteUrl` the Worker is a route of that site: what it fetches at its own address is answered there.
 *
 * *Guarantees*: requests go straight to workerd, with no proxy of miniflare's in between; what the Worker logs goes to
 * stderr, miniflare itself is silent.
 * *Fails*: `PortInUse`.
 */
export async function startWorker(options: {
  vars: Record<string, string>;
  port?: number;
  host?: "127.0.0.1";
  build?: string;
  siteUrl?: string;
  inspector?: "on";
}): Promise<RunningWorker> {
  const { vars, port = 0, host = HOST, siteUrl } = options;
  const modules = await readModules(options.build ?? (await bundleOnce()));
  const compatibility = await readCompatibility();
  const elsewhere = vars.UPSTASH_REDIS_REST_URL;
  const route = siteUrl === undefined ? null : routeTo({ siteUrl, elsewhere, ...compatibility });
  const inspectorPort = options.inspector === "on" ? await findFreePort() : null;
  const miniflare = new Miniflare({
    host,
    ...(inspectorPort === null ? {} : { inspectorPort }),
    port: 0, // miniflare's own entrance
    log: new Log(LogLevel.NONE),
    logRequests: false,
    cf: false,
    handleStructuredLogs: ({ message }) => process.stderr.write(`${message}\n`),
    workers: [
      {
        config: {
          name: "corral",
          ...compatibility,
          env: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: "text", value }])),
          manifest: { mainModule: "index.js", modules },
        },
        dev: {
          unsafeDirectSockets: [{ host, port }],
          ...(route === null ? {} : { outboundService: route.outboundService }),
        },
      },
      ...(route === null ? [] : [route.worker]),
    ],
  });
  try {
    const url = await miniflare.unsafeGetDirectURL();
    const entrance = await miniflare.ready;
    const inspectorUrl = inspectorPort === null ? null : `http://${HOST}:${inspectorPort}`;
    return { url: url.origin, entranceUrl: entrance.origin, inspectorUrl, stop: () => miniflare.dispose() };
  } catch (fault) {
    await miniflare.dispose().catch(() => {}); // cleans up, then fails as the start did
    throw isAddressInUse(fault) ? new PortInUse(port, fault) : fault;
  }
}

/** Every file beside the script is a text module, but for what wrangler adds for people. */
async function readModules(folder: string): Promise<Modules> {
  const modules: Modules = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === "README.md" || entry.name.endsWith(".map")) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll(sep, "/");
    modules[name] = { type: name === "index.js" ? "esm" : "text", contents: await readFile(path, "utf8") };
  }
  return modules;
}

/** Two lines of wrangler.toml decide how workerd behaves; wrangler's own reader costs a second to load. */
async function readCompatibility(): Promise<{ compatibilityDate: string; compatibilityFlags: string[] }> {
  const toml = await readFile(join(REPOSITORY, "wrangler.toml"), "utf8");
  const compatibilityDate = /^compatibility_date\s*=\s*"([\d-]+)"/m.exec(toml)?.[1];
  if (compatibilityDate === undefined) throw new Error("wrangler.toml names no compatibility_date");
  const flags = /^compatibility_flags\s*=\s*\[([^\]]*)\]/m.exec(toml)?.[1] ?? "";
  return { compatibilityDate, compatibilityFlags: [...flags.matchAll(/"([^"]+)"/g)].map(([, flag = ""]) => flag) };
}

function isAddressInUse(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ERR_ADDRESS_IN_USE";
}
