import { type ChildProcess, spawn } from "node:child_process";

/** Waits for the end of its input, which comes when the process at the other end is gone, for whatever reason. */
const WATCH = 'trap "" INT TERM HUP; read _; kill -9 "$1"; rm -rf "$2"';

/**
 * Ends `child` and removes its `folder` when this process ends: by itself, by a signal, or killed in the middle of a
 * test. Exit handlers in this process would miss the last two.
 *
 * *Costs*: one sleeping shell for as long as the child runs.
 */
export function endAlong(child: ChildProcess, folder: string): void {
  if (child.pid === undefined) return; // the child never started
  const args = ["-c", WATCH, "corral-watch", String(child.pid), folder];
  const watcher = spawn("/bin/sh", args, { stdio: ["pipe", "ignore", "ignore"] });
  // Once the child is gone its process id may be reused, so the watcher must not kill that id later.
  child.once("exit", () => watcher.kill("SIGKILL"));
}
