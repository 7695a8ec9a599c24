import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";

/** Everything here is for one laptop: nothing may be reached from outside it. */
export const HOST = "127.0.0.1";

/**
 * How long an idle connection is kept. Longer than any caller keeps it, else a call now and then meets a connection
 * that is just being closed, and a fault appears that no test asked for.
 */
const KEEP_ALIVE_MS = 120_000;

type Listening = { readonly url: string; readonly port: number; close(): Promise<void> };

export class PortInUse extends Error {
  readonly code = "PORT_IN_USE";
  readonly port: number;

  constructor(port: number, cause?: unknown) {
    super(`Port ${port} is in use.`, { cause });
    this.port = port;
  }
}

/**
 * Serves a fetch handler over HTTP. `port` 0 takes any free one.
 *
 * *Guarantees*: `close` ends the open connections too, so that a call that hangs ends with it.
 * *Fails*: `PortInUse`.
 */
export async function serveLocally(
  fetch: (request: Request, env: HttpBindings) => Response | Promise<Response>,
  port: number,
): Promise<Listening> {
  // The adapter's own Request and Response would replace the globals of a test process; ours stay.
  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  const taken = await listen(server, port);
  return {
    url: `http://${HOST}:${taken}`,
    port: taken,
    close: () => close(server),
  };
}

/** Fails with `PortInUse`; else a port that was free a moment ago. 0 asks for any. */
export async function findFreePort(wanted = 0): Promise<number> {
  const probe = createTcpServer();
  const port = await listen(probe, wanted);
  await new Promise((closed) => probe.close(closed));
  return port;
}

function listen(server: Server | ReturnType<typeof createTcpServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUse(port, error) : error);
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port)); // TCP: never a pipe's name
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
