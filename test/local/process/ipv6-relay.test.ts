import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { relayFromIPv6 } from "../../../local/process/ipv6-relay.ts";
import { findFreePort, PortInUse, serveLocally } from "../../../local/process/listen.ts";
import { needIPv6Loopback, occupyIPv6Port } from "../../support/ipv6-loopback.ts";

/** What listens at `127.0.0.1` and tells under which host it was asked. */
async function aServer() {
  const server = await serveLocally((request) => new Response(request.headers.get("host")), 0);
  onTestFinished(server.close);
  return server;
}

async function aRelay(port: number) {
  const relay = await relayFromIPv6(port);
  onTestFinished(async () => relay?.close());
  return relay;
}

it("answers at ::1 as another host", async (context) => {
  await needIPv6Loopback(context);
  const { port } = await aServer();
  const relay = await aRelay(port);
  expect(relay?.url).toBe(`http://[::1]:${port}`);
  expect(await (await fetch(`http://[::1]:${port}/`)).text()).toBe(`[::1]:${port}`);
});

it("is none where the machine has no such address", async () => {
  expect(await relayFromIPv6(await findFreePort(), "2001:db8::1")).toBeNull();
});

it("fails where another program listens at ::1", async (context) => {
  const port = await occupyIPv6Port(context);
  await expect(relayFromIPv6(port)).rejects.toThrow(PortInUse);
});

it("waits for the answer to a client that has nothing more to send", async (context) => {
  await needIPv6Loopback(context);
  const { port } = await aServer();
  await aRelay(port);
  const client = connect({ port, host: "::1", allowHalfOpen: true });
  client.end(`GET / HTTP/1.1\r\nHost: relayed\r\nConnection: close\r\n\r\n`);
  let answer = "";
  for await (const chunk of client) answer += chunk;
  expect(answer).toContain("\r\n\r\nrelayed");
});

it("ends the connections that are open when it is closed", async (context) => {
  await needIPv6Loopback(context);
  const { port } = await aServer();
  const relay = await relayFromIPv6(port);
  const client = connect(port, "::1");
  await once(client, "connect");
  const ended = once(client, "close");
  await relay?.close();
  await ended;
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

it("cuts a connection off whose other side is not there, rather than leave it waiting", async () => {
  const port = await findFreePort();
  await aRelay(port);
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow("fetch failed");
});
