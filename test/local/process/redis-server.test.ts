import { spawn } from "node:child_process";
import { once } from "node:events";
import { access } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { expect, it } from "vitest";
import { findFreePort, PortInUse } from "../../../local/process/listen.ts";
import { startRedis } from "../../../local/process/redis-server.ts";

async function ask(url: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  await client.connect();
  const reply = await client.sendCommand(command);
  client.destroy();
  return reply;
}

it("answers at once, on this machine only, and keeps nothing on disk", async () => {
  const redis = await startRedis();
  expect(await ask(redis.url, "PING")).toBe("PONG");
  expect(await ask(redis.url, "CONFIG", "GET", "bind")).toEqual(["bind", "127.0.0.1"]);
  expect(await ask(redis.url, "CONFIG", "GET", "save")).toEqual(["save", ""]);
  expect(await ask(redis.url, "CONFIG", "GET", "appendonly")).toEqual(["appendonly", "no"]);
  await redis.stop();
});

it("leaves neither process nor folder behind", async () => {
  const redis = await startRedis();
  const folder = (await ask(redis.url, "CONFIG", "GET", "dir")) as [string, string]; // what CONFIG GET answers
  await redis.stop();
  await redis.ended;
  await expect(ask(redis.url, "PING")).rejects.toThrow();
  await expect(access(folder[1])).rejects.toThrow("ENOENT");
});

it("takes the port it is given", async () => {
  const port = await findFreePort();
  const redis = await startRedis({ port });
  expect(redis.url).toBe(`redis://127.0.0.1:${port}`);
  await redis.stop();
});

it("says when the port is in use", async () => {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((listening) => other.listen(port, "127.0.0.1", listening));
  await expect(startRedis({ port })).rejects.toThrow(PortInUse);
  other.close();
});

it("tells when it ended although nobody stopped it", async () => {
  const redis = await startRedis();
  await ask(redis.url, "SHUTDOWN", "NOSAVE").catch(() => {});
  await redis.ended;
  await redis.stop();
});

it("ends with the process that started it, even when that is killed", async () => {
  const module = join(import.meta.dirname, "../../../local/process/redis-server.ts");
  const script = `import { startRedis } from ${JSON.stringify(module)}; console.log((await startRedis()).url);`;
  const owner = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  const [printed] = (await once(owner.stdout, "data")) as [Buffer]; // no encoding was set
  const url = printed.toString().trim();
  const [, folder] = (await ask(url, "CONFIG", "GET", "dir")) as [string, string]; // what CONFIG GET answers
  owner.kill("SIGKILL");
  await expect.poll(() => ask(url, "PING").catch(() => "gone")).toBe("gone");
  await expect.poll(() => access(folder).catch(({ code }) => code)).toBe("ENOENT");
});
