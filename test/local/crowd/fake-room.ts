import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A room without Redis: it admits by a rule a test chooses, and misbehaves on command. */
export type FakeRoom = {
  readonly url: string;
  /** Method, path and the value of the `Corral` header of each request, in order. */
  readonly seen: readonly string[];
  /** Header of every request of one kind, in order. */
  readonly cookies: readonly string[];
  close(): Promise<void>;
};

export type FakeRoomOptions = {
  /** Whether the visitor with this number (1 for the first to come) is admitted at their `asks`-th ask. */
  readonly admits?: (number: number, asks: number) => boolean;
  /** Goes before everything else; true when it has taken care of the answer. */
  readonly misbehave?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly askAgainSeconds?: number;
};

export async function startFakeRoom(options: FakeRoomOptions = {}): Promise<FakeRoom> {
  const admits = options.admits ?? (() => true);
  const askAgainSeconds = options.askAgainSeconds ?? 0.02;
  const seen: string[] = [];
  const cookies: string[] = [];
  const asks = new Map<number, number>();

  const server = createServer((request, response) => {
    request.resume();
    seen.push(`${request.method} ${request.url} ${request.headers.corral ?? "-"}`);
    cookies.push(request.headers.cookie ?? "");
    if (options.misbehave?.(request, response)) return;
    const cookie = request.headers.cookie ?? "";
    const number = numberIn(cookie);
    if (request.headers.corral !== undefined) answerAsk(response, number);
    else if (cookie.includes("corral-pass-main=")) response.end("<h1>Shop</h1>");
    else {
      response.setHeader("Corral-State", "waiting");
      response.setHeader("Retry-After", String(askAgainSeconds));
      if (number === null) {
        asks.set(asks.size + 1, 0);
        response.setHeader("Set-Cookie", `corral-ticket-main=${ticket(asks.size)}; Path=/; Max-Age=600; HttpOnly`);
      }
      response.end("<h1>Please wait</h1>");
    }
  });

  function answerAsk(response: ServerResponse, number: number | null): void {
    response.setHeader("Content-Type", "application/json");
    const times = (asks.get(number ?? 0) ?? 0) + 1;
    asks.set(number ?? 0, times);
    if (number === null || !admits(number, times)) {
      response.end(JSON.stringify({ state: "waiting", askAgainSeconds }));
      return;
    }
    response.setHeader("Set-Cookie", ["corral-pass-main=yes; Path=/", "corral-ticket-main=; Path=/; Max-Age=0"]);
    response.end(JSON.stringify({ state: "admitted" }));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // TCP: never a pipe's name
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    cookies,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function ticket(number: number): string {
  return `e30.${Buffer.from(JSON.stringify({ num: number })).toString("base64url")}.c2ln`;
}

function numberIn(cookie: string): number | null {
  const payload = /corral-ticket-main=[^.;]*\.([^.;]*)/.exec(cookie)?.[1];
  if (payload === undefined) return null;
  return (JSON.parse(Buffer.from(payload, "base64url").toString()) as { num: number }).num; // our own ticket()
}
