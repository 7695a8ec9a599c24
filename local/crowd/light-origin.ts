import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HOST } from "../process/listen.ts";

export type LightOrigin = { readonly url: string; stop(): Promise<void> };

/** Longer than any Worker keeps an idle connection, so that the origin never closes one as it is being used. */
const KEEP_ALIVE_MS = 120_000;
const PAGE = "<!doctype html><title>Registration</title><h1>Registration</h1>";

/** Starts a minimal site: one page for every request, and a registration that gives the seat back. */
export async function startLightOrigin(): Promise<LightOrigin> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    request.resume();
    const headers: Record<string, string> = { "Content-Type": "text/html; charset=utf-8" };
    if (request.method === "POST" && request.url === "/register") headers["Corral-Command"] = "release";
    response.writeHead(200, headers).end(PAGE);
  });
  server.listen(0, HOST);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listens on TCP, so never a pipe's name
  return {
    url: `http://${HOST}:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
