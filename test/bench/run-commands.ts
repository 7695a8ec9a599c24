import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A program for this Node, with its arguments. */
export type Command = { readonly name: string; readonly args: readonly string[] };

type Options = {
  readonly atOnce: number;
  /** A command that takes longer is ended, and has failed. */
  readonly limitSeconds: number;
  readonly say: (line: string) => void;
};

/** The last words have been read by then; a process left behind that holds the pipe open is not waited for. */
const LAST_WORDS_MS = 1000;

/**
 * Runs commands side by side, each in a process of its own, and gives those that failed.
 *
 * *Guarantees*: all of them run, whatever becomes of the others. Only the words of those that failed are passed on.
 */
export async function runCommands(commands: readonly Command[], options: Options): Promise<readonly Command[]> {
  const { atOnce, limitSeconds, say } = options;
  const waiting = [...commands];
  const failed: Command[] = [];

  async function runOneByOne(): Promise<void> {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const startedMs = performance.now();
      const { how, said } = await run(command, limitSeconds);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      if (how !== "ran") {
        failed.push(command);
        say(said.trimEnd());
      }
      say(`${command.name} ${how} (${seconds} s)`);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, runOneByOne));
  return failed;
}

async function run({ args }: Command, limitSeconds: number): Promise<{ how: string; said: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  // Not gently: a command that is stuck may not hear it, and what it has started ends with it.
  const limit = setTimeout(() => child.kill("SIGKILL"), limitSeconds * 1000);
  const closed = new Promise((resolve) => child.once("close", resolve));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (...end) => resolve(end));
  });
  clearTimeout(limit);
  await Promise.race([closed, sleep(LAST_WORDS_MS)]);
  const said = Buffer.concat(chunks).toString("utf8");
  if (code === 0) return { how: "ran", said };
  return { how: signal === null ? `failed with exit code ${code}` : `was ended by ${signal}`, said };
}
