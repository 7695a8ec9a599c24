import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endAlong } from "./end-with-parent.ts";
import { findOrInstall } from "./find-or-install.ts";
import { findFreePort, HOST, PortInUse } from "./listen.ts";

export type RunningRedis = {
  readonly url: string;
  readonly port: number;
  /** Resolves when the process has ended, stopped or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** Another process may take a free port between finding and using it; three times in a row is no accident. */
const PORT_ATTEMPTS = 3;

/**
 * Starts a private Redis that keeps nothing on disk and listens on this machine only.
 *
 * *Guarantees*: it answers once this resolves; `stop`, or the end of this process, leaves no process and no folder.
 * *Fails*: `PortInUse` for a port that was requested; `MissingProgram`; an Error with Redis' last log lines.
 */
export async function startRedis(options: { port?: number } = {}): Promise<RunningRedis> {
  const program = await findOrInstall("redis-server");
  if (options.port !== undefined) return startOn(program, options.port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(program, await findFreePort());
    } catch (fault) {
      if (!(fault instanceof PortInUse) || attempt === PORT_ATTEMPTS) throw fault;
    }
  }
}

async function startOn(program: string, port: number): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), "corral-redis-"));
  const network = ["--bind", HOST, "--port", String(port), "--protected-mode", "yes"];
  const memory = ["--save", "", "--appendonly", "no", "--dir", folder, "--daemonize", "no", "--loglevel", "notice"];
  const child = spawn(program, [...network, ...memory], { stdio: ["ignore", "pipe", "ignore"] });
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  endAlong(child, folder);
  try {
    await becomeReady(child, port);
  } catch (fault) {
    child.kill("SIGKILL");
    await ended;
    await removeFolder();
    throw fault;
  }
  return {
    url: `redis://${HOST}:${port}`,
    port,
    ended,
    async stop() {
      child.kill("SIGKILL"); // there is nothing to save
      await ended;
      await removeFolder();
    },
  };
}

/** Redis logs when it accepts connections; reading that needs neither polling nor a client. */
function becomeReady(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const lastWords: string[] = [];
    if (child.stdout === null) throw new TypeError("redis-server was started without a pipe to read its log from");
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes("Ready to accept connections")) resolve();
      if (line.includes("Address already in use")) reject(new PortInUse(port));
      lastWords.push(line);
      if (lastWords.length > 5) lastWords.shift();
    });
    child.once("error", (cause) => reject(new Error("redis-server could not be started", { cause })));
    // "close", not "exit": by then its last log lines have been read.
    child.once("close", () => reject(new Error(`redis-server ended at its start:\n${lastWords.join("\n")}`)));
  });
}
