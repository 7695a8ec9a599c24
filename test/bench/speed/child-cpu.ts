// CPU time of processes of our own, as Linux accounts for it (proc(5), /proc/pid/stat).

import { readdir, readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second, whatever the kernel's own clock does (USER_HZ). */
const MICROS_PER_TICK = 10_000;
/** Of the fields behind the name, which may hold anything: parent, time in user and in kernel mode, in ticks. */
const FIELD = { parent: 1, user: 11, system: 12 };

/** CPU time that a process and all its threads have used, in µs, to a hundredth of a second. */
export async function cpuMicros(pid: number): Promise<number> {
  const fields = await readFields(pid);
  if (fields === null) throw new Error(`process ${pid} is gone`);
  return (Number(fields[FIELD.user]) + Number(fields[FIELD.system])) * MICROS_PER_TICK;
}

/** Runs what starts one process, and tells its number. *Fails*: when it started none or several that last. */
export async function withChild<Part>(start: () => Promise<Part>): Promise<{ part: Part; pid: number }> {
  const before = await listChildren();
  const part = await start();
  const [pid, ...others] = [...(await listChildren())].filter((child) => !before.has(child));
  if (pid === undefined || others.length > 0)
    throw new Error("the process that was started cannot be told from others");
  return { part, pid };
}

async function listChildren(): Promise<ReadonlySet<number>> {
  const children = new Set<number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = await readFields(Number(name));
    if (Number(fields?.[FIELD.parent]) === process.pid) children.add(Number(name));
  }
  return children;
}

async function readFields(pid: number): Promise<string[] | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null; // it ended while the others were read
  }
}
