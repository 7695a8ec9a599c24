import { type ChildProcess, spawn } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { findFreePort } from "../../../local/process/listen.ts";
import { aRepository } from "./a-repository.ts";

const SCRIPT = `
import lua from "./turn.lua";
import style from "./page.css";
import client from "./page.ts?script";
export default { fetch: () => Response.json({ lua, style, client }) };
`;

let repository: Awaited<ReturnType<typeof aRepository>>;

beforeAll(async () => {
  repository = await aRepository({
    "src/index.ts": SCRIPT,
    "src/turn.lua": "return 1",
    "src/page.css": "p { color: red }",
    "src/page.ts": "page(1 as number)",
  });
});

afterAll(() => repository.remove());

/** `npm start` in a terminal of its own, so that Ctrl-C reaches it and its children, and nobody else. */
async function start() {
  const port = await findFreePort();
  const child = spawn(process.execPath, [join("local", "commands", "start.ts")], {
    cwd: repository.folder,
    env: { ...process.env, PORT: String(port) },
    detached: true,
  });
  const output = { printed: "", said: "" };
  child.stdout.on("data", (chunk) => (output.printed += chunk));
  child.stderr.on("data", (chunk) => (output.said += chunk));
  const ended = new Promise<number | null>((closed) => child.once("close", closed));
  // A test that fails on the way leaves nothing running behind it.
  onTestFinished(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  });
  const isUp = () => expect.poll(() => output.printed, { timeout: 30_000 }).toContain("Ctrl-C");
  return { child, port, output, ended, isUp };
}

function pressCtrlC({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, "SIGINT");
}

async function expectNothingAt(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await expect(fetch(address.replace("redis:", "http:"))).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  }
}

function addressesIn(printed: string): string[] {
  return [...new Set(printed.match(/(http|redis):\/\/127\.0\.0\.1:\d+/g))];
}

describe("npm start", () => {
  it("bundles and runs the Worker, names the room first, and stops everything at Ctrl-C", async () => {
    const { child, port, output, ended, isUp } = await start();
    await isUp();
    const addresses = addressesIn(output.printed);
    expect(addresses).toHaveLength(4);
    expect(addresses[0]).toBe(`http://127.0.0.1:${port}`);
    expect(await (await fetch(`http://127.0.0.1:${port}`)).json()).toEqual({
      lua: "return 1",
      style: "p{color:red}",
      client: "(()=>{page(1);})();",
    });
    pressCtrlC(child);
    expect(await ended).toBe(0);
    expect(output.said).toMatch(/\nStopped\.\n$/);
    await expectNothingAt(addresses);
  });

  it("stops everything at a SIGTERM, and keeps no bundle of a process that is gone", async () => {
    const { child, output, ended, isUp } = await start();
    await isUp();
    expect(await readdir(join(repository.folder, ".local", "worker"))).toEqual([String(child.pid)]);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await expectNothingAt(addressesIn(output.printed));
  });

  it("is quiet about a start that Ctrl-C interrupts", async () => {
    const bundles = join(repository.folder, ".local", "worker");
    await rm(bundles, { recursive: true });
    const { child, output, ended } = await start();
    await expect.poll(() => readdir(bundles).catch(() => null), { timeout: 30_000 }).toEqual([]); // wrangler is starting
    pressCtrlC(child);
    expect(await ended).toBe(0);
    expect(output).toEqual({
      printed: "",
      said: "Starting Redis, the Upstash front, the shop and the Worker …\n\nStopped.\n",
    });
  });
});
