import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, rm, writeFile } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

type Program = "redis-server" | "chromium" | "luacheck";

type Recipe = { readonly names: readonly string[]; readonly debian: string; readonly brew: string };

const RECIPES: Record<Program, Recipe> = {
  "redis-server": { names: ["redis-server"], debian: "redis-server", brew: "redis" },
  chromium: { names: ["chromium", "chromium-browser", "google-chrome"], debian: "chromium", brew: "chromium" },
  luacheck: { names: ["luacheck"], debian: "lua-check", brew: "luacheck" },
};

export class MissingProgram extends Error {
  readonly code = "MISSING_PROGRAM";
  readonly program: Program;

  constructor(program: Program, advice: string, cause?: unknown) {
    super(`${program} is not installed. ${advice}`, { cause });
    this.program = program;
  }
}

/**
 * The absolute path of a system program. A missing one is installed if that needs no password.
 *
 * *Costs*: nothing if it is on PATH; else a package installation, announced on stderr.
 * *Fails*: `MissingProgram`, whose message names the command to run.
 */
export async function findOrInstall(program: Program): Promise<string> {
  const recipe = RECIPES[program];
  const present = await findOnPath(recipe.names);
  if (present !== null) return present;
  if ((await findOnPath(["apt-get"])) !== null) {
    const commands = aptCommands(recipe.debian);
    const byHand = `Run: sudo ${commands.map((command) => command.join(" ")).join(" && sudo ")}`;
    if (process.getuid?.() !== 0) throw new MissingProgram(program, byHand);
    await install(program, commands, byHand);
  } else if ((await findOnPath(["brew"])) !== null) {
    const command = ["brew", "install", recipe.brew];
    await install(program, [command], `Run: ${command.join(" ")}`);
  } else {
    const debian = aptCommands(recipe.debian)[1].join(" ");
    const advice = `Install it with your package manager, for example: sudo ${debian}, or brew install ${recipe.brew}`;
    throw new MissingProgram(program, advice);
  }
  const installed = await findOnPath(recipe.names);
  if (installed === null) throw new MissingProgram(program, "Its package was installed, but it is still not on PATH.");
  return installed;
}

/** Another installation may hold apt's lock for a while, so apt waits for it instead of failing. */
function aptCommands(name: string): [string[], string[]] {
  const apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120"];
  return [
    [...apt, "update"],
    [...apt, "install", "-y", "--no-install-recommends", name],
  ];
}

async function install(program: Program, commands: readonly string[][], byHand: string): Promise<void> {
  process.stderr.write(`${program} is missing; installing it: ${commands.at(-1)?.join(" ")}\n`);
  const allowServices = await forbidServices();
  try {
    // Every step is tried: even if the update fails for one unreachable list, the package may be available.
    let lastCode = 0;
    for (const command of commands) lastCode = await runToStderr(command);
    if (lastCode !== 0) throw new MissingProgram(program, `Installing it failed. ${byHand}`);
  } finally {
    await allowServices();
  }
}

/**
 * Keeps Debian's packages from starting a service: only the program is wanted, not a Redis on 6379. A machine that
 * already has a policy keeps it. See invoke-rc.d(8).
 */
async function forbidServices(): Promise<() => Promise<void>> {
  const policy = "/usr/sbin/policy-rc.d";
  if (process.getuid?.() !== 0) return async () => {};
  try {
    await writeFile(policy, "#!/bin/sh\nexit 101\n", { flag: "wx", mode: 0o755 });
    return () => rm(policy, { force: true });
  } catch {
    return async () => {}; // a policy exists already, or the system has no place for one
  }
}

function runToStderr(command: readonly string[]): Promise<number> {
  const [program = "", ...args] = command;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn(program, args, { env, stdio: ["ignore", 2, 2] });
  return new Promise((done) => {
    child.once("error", () => done(127)); // as a shell says "not found"
    child.once("exit", (code) => done(code ?? 1));
  });
}

async function findOnPath(names: readonly string[]): Promise<string | null> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const name of names) {
    for (const folder of folders) {
      const path = join(isAbsolute(folder) ? folder : resolve(folder), name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return null;
}
