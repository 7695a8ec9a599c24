import { connect, createServer, type Server, type Socket } from "node:net";
import { HOST, PortInUse } from "./listen.ts";

export type IPv6Relay = { readonly url: string; close(): Promise<void> };

/**
 * Makes what listens on a port of `127.0.0.1` answer at `[::1]` as well: to a browser that is another host, with
 * cookies of its own.
 *
 * *Guarantees*: `close` ends the open connections too. `null` where this machine has no IPv6 loopback address.
 * *Fails*: `PortInUse` where another program listens there: `localhost` might lead to it.
 */
export async function relayFromIPv6(port: number, host = "::1"): Promise<IPv6Relay | null> {
  const open = new Set<Socket>();
  // Either side may end its half first, as a client does that has sent its request.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port, host: HOST, allowHalfOpen: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    }
    join(client, upstream);
    join(upstream, client);
  });
  if (!(await isListening(server, port, host))) return null;
  return {
    url: `http://[${host}]:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** A side that fails takes the other with it: a connection cut in half must not look like the end of an answer. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.once("error", () => to.resetAndDestroy());
}

function isListening(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve(false);
      else reject(error.code === "EADDRINUSE" ? new PortInUse(port, error) : error);
    });
    server.listen({ port, host, ipv6Only: true }, () => resolve(true));
  });
}
