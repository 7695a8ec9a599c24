import { spawn } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Bundles the Worker of `repository` exactly as a deployment would, without deploying, and returns the folder.
 *
 * *Guarantees*: the folder is this process' own, so that several may bundle and read at the same time; those of
 * processes that are gone are removed.
 * *Fails*: with what wrangler said.
 */
export async function bundleWorker(repository: string): Promise<string> {
  const bundles = join(repository, ".local", "worker");
  await removeAbandoned(bundles);
  const folder = join(bundles, String(process.pid));
  const wrangler = join(repository, "node_modules", "wrangler", "bin", "wrangler.js");
  const args = [wrangler, "deploy", "--dry-run", "--outdir", folder];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`wrangler could not bundle the Worker:\n${Buffer.concat(said).toString("utf8")}`);
  return folder;
}

async function removeAbandoned(bundles: string): Promise<void> {
  await mkdir(bundles, { recursive: true });
  for (const name of await readdir(bundles)) {
    if (!isAlive(Number(name))) await rm(join(bundles, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // an earlier process of the same number: this one has not bundled yet
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
