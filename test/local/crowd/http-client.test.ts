import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type HttpClient, type HttpClientOptions, httpClient } from "../../../local/crowd/http-client.ts";
import { formPost, navigation } from "../../../local/crowd/visitor-requests.ts";

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function aClient(server: Server, options: HttpClientOptions = {}): Promise<HttpClient> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // TCP: never a pipe's name
  const client = httpClient(`http://127.0.0.1:${port}`, options);
  ends.push(client.close, () => server.close());
  return client;
}

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

describe("the client", () => {
  it("sends the body of a form with its length", async () => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end(`${request.headers["content-length"]} ${Buffer.concat(chunks)}`);
    });
    const client = await aClient(server);
    const exchange = await client.send(formPost("/register", { name: "가" }));
    expect(exchange.kind === "answered" && exchange.answer.body.toString()).toBe("14 name=%EA%B0%80");
  });

  it("keeps one connection for requests that follow each other", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end());
    server.on("connection", () => {
      connections += 1;
    });
    const client = await aClient(server);
    for (let index = 0; index < 5; index += 1) await client.send(navigation("/"));
    expect(connections).toBe(1);
  });

  it("opens no more connections than it may, and the rest wait their turn", async () => {
    let connections = 0;
    const held: ServerResponse[] = [];
    const server = createServer((_, response) => {
      held.push(response);
      if (held.length === 3) for (const one of held.splice(0)) one.end();
    });
    server.on("connection", () => {
      connections += 1;
    });
    const client = await aClient(server, { mostConnections: 3 });
    const exchanges = await Promise.all(Array.from({ length: 30 }, () => client.send(navigation("/"))));
    expect(exchanges.filter((exchange) => exchange.kind === "answered")).toHaveLength(30);
    expect(connections).toBe(3);
  });

  it("closes a connection that was idle for too long, before the server does", async () => {
    const server = createServer((_, response) => response.end());
    const connected = once(server, "connection");
    const client = await aClient(server, { idleMs: 20 });
    await client.send(navigation("/"));
    const [socket] = await connected;
    if (!socket.closed) await once(socket, "close");
    expect((await client.send(navigation("/"))).kind).toBe("answered");
  });

  it("repeats a GET once when a kept connection was closed under it", async () => {
    const requests: number[] = [];
    let connections = 0;
    const server = createTcpServer((socket: Socket) => {
      connections += 1;
      const connection = connections;
      let answered = 0;
      socket.on("error", () => {});
      socket.on("data", () => {
        requests.push(connection);
        if (connection === 1 && answered === 1) socket.destroy();
        else socket.write(OK);
        answered += 1;
      });
    });
    const client = await aClient(server);
    await client.send(navigation("/"));
    expect((await client.send(navigation("/"))).kind).toBe("answered");
    expect(requests).toEqual([1, 1, 2]);
  });

  it("repeats it on a fresh connection, whatever others were kept", async () => {
    const requests: number[] = [];
    const held: Socket[] = [];
    let connections = 0;
    const server = createTcpServer((socket: Socket) => {
      connections += 1;
      const connection = connections;
      socket.on("error", () => {});
      socket.on("data", () => {
        requests.push(connection);
        if (requests.length > 2 && connection < 3) socket.destroy();
        else if (connection === 3) socket.write(OK);
        else if (held.push(socket) === 2) for (const one of held) one.write(OK);
      });
    });
    const client = await aClient(server);
    await Promise.all([client.send(navigation("/")), client.send(navigation("/"))]);
    expect((await client.send(navigation("/"))).kind).toBe("answered");
    expect(requests).toHaveLength(4);
    expect(requests[3]).toBe(3);
  });

  it("never repeats what was answered in part", async () => {
    let requests = 0;
    const server = createTcpServer((socket: Socket) => {
      socket.on("data", () => {
        requests += 1;
        if (requests === 1) socket.write(OK);
        else socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      });
    });
    const client = await aClient(server);
    await client.send(navigation("/"));
    expect(await client.send(navigation("/"))).toEqual({ kind: "failed", reason: "closed" });
    expect(requests).toBe(2);
  });

  it("never repeats a form", async () => {
    let requests = 0;
    const server = createTcpServer((socket: Socket) => {
      socket.on("error", () => {});
      socket.on("data", () => {
        requests += 1;
        if (requests === 1) socket.write(OK);
        else socket.destroy();
      });
    });
    const client = await aClient(server);
    await client.send(navigation("/"));
    expect(await client.send(formPost("/register", {}))).toEqual({ kind: "failed", reason: "closed" });
    expect(requests).toBe(2);
  });

  it("fails a request whose answer breaks off", async () => {
    const server = createTcpServer((socket: Socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
    });
    const client = await aClient(server);
    expect(await client.send(navigation("/"))).toEqual({ kind: "failed", reason: "closed" });
  });

  it("fails a request whose answer is not HTTP", async () => {
    const server = createTcpServer((socket: Socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write("hello\r\n\r\n"));
    });
    const client = await aClient(server);
    expect(await client.send(navigation("/"))).toEqual({ kind: "failed", reason: "garbled" });
  });

  it("fails a request that nobody answers, and goes on with the next", async () => {
    let requests = 0;
    const server = createTcpServer((socket: Socket) => {
      socket.on("error", () => {});
      socket.on("data", () => {
        requests += 1;
        if (requests > 1) socket.write(OK);
      });
    });
    const client = await aClient(server, { mostConnections: 1, silenceMs: 50 });
    const [first, second] = await Promise.all([client.send(navigation("/")), client.send(navigation("/"))]);
    expect(first).toEqual({ kind: "failed", reason: "silent" });
    expect(second.kind).toBe("answered");
  });

  it("says that a server is not there", async () => {
    const client = httpClient("http://127.0.0.1:1");
    ends.push(client.close);
    expect(await client.send(navigation("/"))).toEqual({ kind: "failed", reason: "unreachable" });
  });

  it("fails everything under way and everything later once it is closed", async () => {
    const client = await aClient(createTcpServer(), { mostConnections: 1 });
    const pending = [client.send(navigation("/")), client.send(navigation("/"))];
    client.close();
    const closed = { kind: "failed", reason: "closed" };
    expect(await Promise.all([...pending, client.send(navigation("/"))])).toEqual([closed, closed, closed]);
  });
});
