import { readdir, readFile } from "node:fs/promises";

/**
 * Resident memory of the processes this one has started that run `program`, summed; see proc(5). Others of that name do
 * not count.
 */
export async function readResidentMegabytes(program: string): Promise<number> {
  let kilobytes = 0;
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/status`, "utf8").catch(() => ""); // it has ended meanwhile
    if (field(status, "PPid") !== String(process.pid) || field(status, "Name") !== program) continue;
    kilobytes += Number.parseInt(field(status, "VmRSS"), 10) || 0;
  }
  return kilobytes / 1024;
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1] ?? "";
}
