import { type ChildProcess, spawn } from "node:child_process";

/** Waits for the end of its input, which comes when the process that holds the other end is gone, however it went. */
const WATCH = 'trap "" INT TERM HUP; read _; kill -9 "$1"; rm -rf "$2"';

/**
 * Ends `child` and removes its `folder` when this process ends: by itself, by a signal, or killed in the middle of a
 * test. Handlers in this process would miss the last two.
 *
 * *Costs*: one sleeping shell for as long as the child runs.
 */
export function endAlong(child: ChildProcess, folder: string): void {
  if (child.pid === undefined) return; // it could not even be started
  const args = ["-c", WATCH, "corral-watch", String(child.pid), folder];
  const watcher = spawn("/bin/sh", args, { stdio: ["pipe", "ignore", "ignore"] });
  // A child that is gone leaves its number to others, so nothing may be waiting to kill that number.
  child.once("exit", () => watcher.kill("SIGKILL"));
}
