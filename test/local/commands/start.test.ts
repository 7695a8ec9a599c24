import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findFreePort, PortInUse } from "../../../local/process/listen.ts";
import { startStack } from "../../../local/stack/laptop-stack.ts";
import { occupyIPv6Port } from "../../support/ipv6-loopback.ts";
import { aBuild } from "../workerd/a-build.ts";

const START = join(import.meta.dirname, "../../../local/commands/start.ts");

async function start(port: string, more: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [START], { env: { ...process.env, PORT: port, ...more } });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const code = await new Promise<number | null>((closed) => child.once("close", closed));
  return { code, said };
}

async function occupyPort(): Promise<number> {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((listening) => other.listen(port, "127.0.0.1", listening));
  onTestFinished(() => void other.close());
  return port;
}

it("says which port is in use and what to do, without a stack trace", async () => {
  const port = await occupyPort();
  const { code, said } = await start(String(port));
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is in use. Stop what runs there, or choose another: PORT=`);
  expect(said).not.toContain("    at ");
});

it("says so too where only ::1 is taken, for localhost might lead there", async (context) => {
  const port = await occupyIPv6Port(context);
  const { code, said } = await start(String(port));
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is in use.`);
});

it.each(["abc", "0", "70000", "8787x"])("refuses PORT=%s in a sentence", async (port) => {
  expect(await start(port)).toEqual({
    code: 1,
    said: `PORT is "${port}", which is no port. Give a number, for example PORT=8787.\n`,
  });
});

it.each(["soon", "-1", "3601", "1.5"])("refuses OPENS_IN=%s in a sentence", async (opensIn) => {
  expect(await start("8787", { OPENS_IN: opensIn })).toEqual({
    code: 1,
    said: `OPENS_IN is "${opensIn}". Give whole seconds up to an hour, for example OPENS_IN=60.\n`,
  });
});

const TELLING_WORKER = `
export default {
  async fetch(request, env) {
    const init = { method: "POST", headers: { Authorization: "Bearer " + env.UPSTASH_REDIS_REST_TOKEN }, body: '["PING"]' };
    const pong = await (await fetch(env.UPSTASH_REDIS_REST_URL, init)).json();
    const shop = await fetch(env.ORIGIN_URL);
    const { SIGNING_SECRET, CAPACITY, SESSION_SECONDS, EVENT_NAME, OPENS_AT, ORDER } = env;
    const secretBytes = SIGNING_SECRET.length;
    return Response.json({ pong, shop: shop.status, secretBytes, CAPACITY, SESSION_SECONDS, EVENT_NAME, OPENS_AT, ORDER });
  },
};
`;

async function aStack(roomPort: number, more: { readonly opensAtMs?: number } = {}) {
  const build = await aBuild(TELLING_WORKER);
  onTestFinished(build.remove);
  const stack = await startStack({ roomPort, hosts: "all", build: build.folder, ...more });
  onTestFinished(stack.stop);
  return stack;
}

it("gives the Worker Redis, the shop and the room's limits", async () => {
  const port = await findFreePort();
  const stack = await aStack(port);
  expect(stack.roomUrl).toBe(`http://127.0.0.1:${port}`);
  const names = [`http://localhost:${port}`, stack.roomUrl, `http://[::1]:${port}`];
  // Without IPv6 there is no third name.
  expect(stack.visitorUrls).toEqual(names.slice(0, stack.visitorUrls.length));
  for (const url of stack.visitorUrls) expect((await fetch(url)).status).toBe(200);
  expect(await (await fetch(stack.roomUrl)).json()).toEqual({
    pong: { result: "PONG" },
    shop: 200,
    secretBytes: 43,
    CAPACITY: "2",
    SESSION_SECONDS: "120",
    EVENT_NAME: "Spring Marathon 2027",
  });
});

it("gives the Worker a lobby and a draw where that is wanted", async () => {
  const stack = await aStack(await findFreePort(), { opensAtMs: Date.parse("2027-03-21T01:00:00Z") });
  expect(await (await fetch(stack.roomUrl)).json()).toMatchObject({ OPENS_AT: "2027-03-21T01:00:00Z", ORDER: "draw" });
});

it("finds other ports for the inner parts while a first stack holds the usual ones", async () => {
  const first = await aStack(await findFreePort());
  const second = await aStack(await findFreePort());
  expect(second.shopUrl).not.toBe(first.shopUrl);
  expect((await fetch(second.roomUrl)).status).toBe(200);
});

it("stops every part, and tells which one died unasked", async () => {
  const stack = await aStack(await findFreePort());
  await stack.stop();
  expect(await stack.died).toBe("Redis");
  for (const url of [stack.roomUrl, stack.shopUrl, stack.frontUrl]) {
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  }
});

it("starts nothing when the room's port is in use", async () => {
  const roomPort = await occupyPort();
  await expect(startStack({ roomPort, build: "/nowhere" })).rejects.toThrow(PortInUse);
});
