import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { HOST } from "../../../local/process/listen.ts";

export type SeenRequest = {
  readonly method: string | undefined;
  /** Path and query, as they stood on the wire. */
  readonly path: string | undefined;
  /** Names as they stood on the wire, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
};

type Respond = (request: IncomingMessage, response: ServerResponse) => void;
type TakeOver = (request: IncomingMessage, socket: Duplex) => void;

export type NodeSite = {
  readonly url: string;
  readonly requests: () => readonly SeenRequest[];
  /** Answers a path otherwise than with the default page. */
  readonly on: (path: string, respond: Respond) => void;
  /** Takes over the connection of a request that asks a path for another protocol. */
  readonly onUpgrade: (path: string, takeOver: TakeOver) => void;
  readonly stop: () => Promise<void>;
};

/** A protected site on node's bare HTTP server: what it reads and writes is what is on the wire. */
export async function startNodeSite(): Promise<NodeSite> {
  const requests: SeenRequest[] = [];
  const ways = new Map<string, Respond>();
  const takeOvers = new Map<string, TakeOver>();
  const note = ({ method, url, rawHeaders }: IncomingMessage) => {
    const headers = new Map<string, string>();
    for (let at = 0; at < rawHeaders.length; at += 2) {
      headers.set((rawHeaders[at] ?? "").toLowerCase(), rawHeaders[at + 1] ?? "");
    }
    requests.push({ method, path: url, headers });
  };
  const pathOf = ({ url }: IncomingMessage) => url?.split("?")[0] ?? "";
  const server = createServer((request, response) => {
    note(request);
    const respond = ways.get(pathOf(request));
    if (respond !== undefined) return respond(request, response);
    request.resume();
    response.end("the site");
  });
  server.on("upgrade", (request, socket) => {
    note(request);
    const takeOver = takeOvers.get(pathOf(request));
    if (takeOver === undefined) socket.destroy();
    else takeOver(request, socket);
  });
  server.listen(0, HOST);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listens on TCP, so never a pipe's name
  return {
    url: `http://${HOST}:${port}`,
    requests: () => requests,
    on: (path, respond) => ways.set(path, respond),
    onUpgrade: (path, takeOver) => takeOvers.set(path, takeOver),
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
