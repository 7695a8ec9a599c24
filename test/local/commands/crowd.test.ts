import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

const COMMAND = join(import.meta.dirname, "../../../local/commands/crowd.ts");

it("exits with 2 and a sentence when its arguments make no sense", async () => {
  const child = spawn(process.execPath, [COMMAND, "--capacity", "none"], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
  const [code] = await once(child, "close");
  expect(code).toBe(2);
  expect((await stdout)?.join("")).toBe("");
  expect((await stderr)?.join("")).toBe('--capacity must be a number from 1 to 1000000, not "none".\n');
});
