import { createServer } from "node:http";
import { expect, it, onTestFinished, vi } from "vitest";
import { findFreePort, PortInUse } from "../../../local/process/listen.ts";
import { startShop } from "../../../local/shop/shop.ts";
import { startWorker } from "../../../local/workerd/worker.ts";
import { aBuild } from "./a-build.ts";

const SCRIPT = `
import lua from "./f00-turn.lua";
import client from "./f00-page.client.js";
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/log") console.log(JSON.stringify({ said: "by the Worker" }));
    if (pathname.startsWith("/origin/")) return fetch(env.ORIGIN_URL + pathname.slice(7), { redirect: "manual" });
    return Response.json({ lua, client, room: env.ROOM, url: request.url, headers: [...request.headers.keys()] });
  },
};
`;

async function aWorker(vars: Record<string, string>, port?: number) {
  const build = await aBuild(SCRIPT, { "f00-turn.lua": "return 1", "f00-page.client.js": "// in the page" });
  onTestFinished(build.remove);
  const worker = await startWorker({ vars, build: build.folder, ...(port === undefined ? {} : { port }) });
  onTestFinished(worker.stop);
  return worker;
}

it("runs the script with its text modules and its vars, and adds nothing to a request", async () => {
  const worker = await aWorker({ ROOM: "main" });
  expect(worker.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const answer = (await (await fetch(`${worker.url}/a?b=c`)).json()) as { headers: string[] }; // as SCRIPT writes it
  expect(answer).toMatchObject({
    lua: "return 1",
    client: "// in the page",
    room: "main",
    url: `${worker.url}/a?b=c`,
  });
  expect(answer.headers.filter((name) => name.startsWith("mf-") || name.startsWith("cf-"))).toEqual([]);
});

it("reaches an origin on this machine", async () => {
  const shop = await startShop();
  onTestFinished(shop.close);
  const worker = await aWorker({ ORIGIN_URL: shop.url });
  expect(await (await fetch(`${worker.url}/origin/terms`)).text()).toContain("This is a sample shop.");
});

it("passes on what the Worker logs, and nothing of its own", async () => {
  const worker = await aWorker({});
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  await fetch(`${worker.url}/quiet`);
  await fetch(`${worker.url}/log`);
  await expect.poll(() => written.mock.calls.map(([text]) => text)).toEqual(['{"said":"by the Worker"}\n']);
});

it("takes the port it is given, and says when it is in use", async () => {
  const port = await findFreePort();
  const worker = await aWorker({}, port);
  expect(worker.url).toBe(`http://127.0.0.1:${port}`);

  const other = createServer();
  const taken = await findFreePort();
  await new Promise<void>((listening) => other.listen(taken, "127.0.0.1", listening));
  onTestFinished(() => void other.close());
  await expect(aWorker({}, taken)).rejects.toThrow(PortInUse);
});

it("listens no more once it is stopped", async () => {
  const build = await aBuild("export default { fetch: () => new Response('here') };");
  onTestFinished(build.remove);
  const worker = await startWorker({ vars: {}, build: build.folder });
  expect(await (await fetch(worker.url)).text()).toBe("here");
  await worker.stop();
  await expect(fetch(worker.url)).rejects.toThrow();
});
