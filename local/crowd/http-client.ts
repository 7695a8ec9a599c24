import { connect, type Socket } from "node:net";
import { type Answer, readAnswer } from "./http-answer.ts";

// The crowd shares two cores with everything it measures, so it speaks HTTP/1.1 itself: no pipelining, bodies kept as
// bytes, nothing validated except what a visitor reads.

export type HttpRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Header lines ready to send, each with its line end; `Host` and `Content-Length` are added. */
  readonly headerLines: string;
  readonly body: string;
};

type FailureReason = "unreachable" | "closed" | "silent" | "garbled";

export type Exchange =
  /** `tookMs` runs from writing the request to the answer's last byte, without any wait for a free connection. */
  | { readonly kind: "answered"; readonly answer: Answer; readonly tookMs: number }
  | { readonly kind: "failed"; readonly reason: FailureReason };

export type HttpClient = {
  send(request: HttpRequest): Promise<Exchange>;
  /** Requests under way fail as `closed`. */
  close(): void;
};

export type HttpClientOptions = {
  readonly mostConnections?: number;
  readonly silenceMs?: number;
  readonly idleMs?: number;
};

type Job = {
  readonly request: HttpRequest;
  readonly settle: (exchange: Exchange) => void;
  attempt: "first" | "again";
};

type Connection = { readonly socket: Socket; job: Job | null; bytes: Buffer | null; answered: number; sinceMs: number };

/** Connections at once; more would only move the queue from here into the Worker. */
const MOST_CONNECTIONS = 64;
/** workerd closes connections that were idle for 5 s; closing them earlier here avoids the race. */
const IDLE_MS = 3000;
/** Roughly as long as a browser waits for a dead page; the gate's own limit on Redis is under a second. */
const SILENCE_MS = 30_000;
const SWEEP_MS = 1000;

/** A client for the server at `url`. It runs at most `mostConnections` exchanges at once; the rest queue in order. */
export function httpClient(url: string, options: HttpClientOptions = {}): HttpClient {
  const { hostname, port, host } = new URL(url);
  const { mostConnections = MOST_CONNECTIONS, silenceMs = SILENCE_MS, idleMs = IDLE_MS } = options;
  const connections = new Set<Connection>();
  const idle: Connection[] = [];
  const queue: Job[] = [];
  const sweeper = setInterval(dropStale, Math.min(SWEEP_MS, silenceMs, idleMs));
  let closed = false;

  function send(request: HttpRequest): Promise<Exchange> {
    if (closed) return Promise.resolve({ kind: "failed", reason: "closed" });
    return new Promise((settle) => start({ request, settle, attempt: "first" }));
  }

  function start(job: Job): void {
    const resting = job.attempt === "first" ? idle.pop() : undefined;
    if (resting !== undefined) write(resting, job);
    else if (connections.size < mostConnections) write(openConnection(), job);
    else queue.push(job);
  }

  function openConnection(): Connection {
    const socket = connect({ host: hostname, port: Number(port || 80), noDelay: true });
    const connection: Connection = { socket, job: null, bytes: null, answered: 0, sinceMs: 0 };
    connections.add(connection);
    socket.on("data", (chunk: Buffer) => take(connection, chunk));
    socket.on("end", () => finishBody(connection));
    socket.on("error", (fault: NodeJS.ErrnoException) => {
      lose(connection, fault.syscall === "connect" ? "unreachable" : "closed");
    });
    socket.on("close", () => lose(connection, "closed"));
    return connection;
  }

  function write(connection: Connection, job: Job): void {
    connection.job = job;
    connection.sinceMs = performance.now();
    const { method, path, headerLines, body } = job.request;
    const length = method === "POST" ? `Content-Length: ${Buffer.byteLength(body)}\r\n` : "";
    connection.socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${headerLines}${length}\r\n${body}`);
  }

  function take(connection: Connection, chunk: Buffer): void {
    connection.bytes = connection.bytes === null ? chunk : Buffer.concat([connection.bytes, chunk]);
    read(connection, "sending");
  }

  function finishBody(connection: Connection): void {
    if (connection.bytes !== null) read(connection, "ended");
  }

  function read(connection: Connection, peer: "sending" | "ended"): void {
    const { job, bytes } = connection;
    if (bytes === null) return;
    const reading = job === null ? ({ kind: "garbled" } as const) : readAnswer(bytes, peer);
    if (reading.kind === "partial") return;
    if (job === null || reading.kind === "garbled") {
      lose(connection, "garbled");
      return;
    }
    const tookMs = performance.now() - connection.sinceMs;
    connection.job = null;
    connection.bytes = null;
    connection.answered += 1;
    if (reading.connection === "reusable" && peer === "sending") rest(connection);
    else lose(connection, "closed");
    job.settle({ kind: "answered", answer: reading.answer, tookMs });
  }

  function rest(connection: Connection): void {
    const waiting = queue.shift();
    if (waiting !== undefined) {
      write(connection, waiting);
      return;
    }
    connection.sinceMs = performance.now();
    idle.push(connection);
  }

  function lose(connection: Connection, reason: FailureReason): void {
    if (!connections.delete(connection)) return;
    const resting = idle.indexOf(connection);
    if (resting !== -1) idle.splice(resting, 1);
    connection.socket.destroy();
    const job = connection.job;
    connection.job = null;
    if (job !== null) failOrRepeat(connection, job, reason);
    const waiting = closed || connections.size >= mostConnections ? undefined : queue.shift();
    if (waiting !== undefined) start(waiting);
  }

  /** RFC 9112 §9.3.1: a reused connection that closed before any byte of the answer may have missed the request. */
  function failOrRepeat(connection: Connection, job: Job, reason: FailureReason): void {
    const wasMissed = reason === "closed" && connection.answered > 0 && connection.bytes === null;
    if (wasMissed && !closed && job.attempt === "first" && job.request.method === "GET") {
      job.attempt = "again";
      start(job);
    } else job.settle({ kind: "failed", reason });
  }

  function dropStale(): void {
    const nowMs = performance.now();
    for (const connection of connections) {
      const silentForMs = nowMs - connection.sinceMs;
      if (connection.job === null ? silentForMs > idleMs : silentForMs > silenceMs) lose(connection, "silent");
    }
  }

  function close(): void {
    closed = true;
    clearInterval(sweeper);
    for (const job of queue.splice(0)) job.settle({ kind: "failed", reason: "closed" });
    for (const connection of [...connections]) lose(connection, "closed");
  }

  return { send, close };
}
