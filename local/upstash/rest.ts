/** The HTTP side of the front: paths, methods, the bearer token, status codes, and what a fault does on the wire. */

import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ErrorReply } from "@redis/client";
import { type Context, Hono } from "hono";
import {
  type Call,
  type Encoding,
  type ReadCall,
  readBody,
  readPath,
  writeAnswer,
  writeAnswers,
  writeError,
} from "./encoding.ts";
import type { FaultKind } from "./fault-injection.ts";
import { type Command, LinkLost, type Reply } from "./redis-client.ts";

type Behind = {
  readonly token: string;
  countCall(): void;
  meetFault(commands: readonly Command[]): FaultKind | null;
  run(command: Command): Promise<Reply>;
  runTogether(commands: readonly Command[]): Promise<Reply>;
};

type RestContext = Context<{ Bindings: HttpBindings }>;
type Answer = { readonly status: 200 | 400; readonly json: string };

const PATH_METHODS = new Set(["GET", "HEAD", "POST", "PUT"]);

export function upstashRest(behind: Behind): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((fault) => {
    if (fault instanceof LinkLost) return respond(500, writeError("ERR the database cannot be reached"));
    process.stderr.write(`upstash front: ${fault.stack}\n`);
    return respond(500, writeError("ERR internal error"));
  });
  app.all("*", async function answerCall(c) {
    behind.countCall();
    if (!isAuthorized(c, behind.token)) {
      return respond(401, writeError("WRONGPASS invalid or missing auth token"));
    }
    const read = await readCall(c);
    if (read === "method") return respond(405, writeError(`ERR method ${c.req.method} is not allowed here`));
    if (read.kind === "bad") return respond(400, writeError(read.error));
    const { call } = read;
    const encoding: Encoding = c.req.header("Upstash-Encoding")?.toLowerCase() === "base64" ? "base64" : "plain";
    const fault = behind.meetFault(call.kind === "single" ? [call.command] : call.commands);
    const run = async () => {
      const answer = await runCall(behind, call, encoding);
      return respond(answer.status, answer.json);
    };
    return fault === null ? run() : fail(c, fault, run);
  });
  return app;
}

async function readCall(c: RestContext): Promise<ReadCall | "method"> {
  const { method, path } = c.req;
  const kind = kindByPath(path);
  if (kind !== "path") return method === "POST" ? readBody(kind, await c.req.text()) : "method";
  if (!PATH_METHODS.has(method)) return "method";
  const { pathname, searchParams } = new URL(c.req.url);
  const body = method === "POST" || method === "PUT" ? await c.req.text() : "";
  return readPath(pathname, searchParams, body);
}

function kindByPath(path: string): Call["kind"] | "path" {
  switch (path) {
    case "/":
      return "single";
    case "/pipeline":
      return "pipeline";
    case "/multi-exec":
      return "transaction";
    default:
      return "path";
  }
}

async function runCall(behind: Behind, call: Call, encoding: Encoding): Promise<Answer> {
  switch (call.kind) {
    case "single": {
      const reply = await behind.run(call.command);
      return { status: reply instanceof ErrorReply ? 400 : 200, json: writeAnswer(reply, encoding) };
    }
    case "pipeline": {
      const replies = await Promise.all(call.commands.map((command) => behind.run(command)));
      return { status: 200, json: writeAnswers(replies, encoding) };
    }
    case "transaction": {
      const reply = await behind.runTogether(call.commands);
      return Array.isArray(reply)
        ? { status: 200, json: writeAnswers(reply, encoding) }
        : { status: 400, json: writeAnswer(reply, encoding) }; // discarded as a whole
    }
    default: {
      const unreachable: never = call;
      throw new TypeError(`no such call: ${JSON.stringify(unreachable)}`);
    }
  }
}

async function fail(c: RestContext, fault: FaultKind, run: () => Promise<Response>): Promise<Response> {
  const { socket } = c.env.incoming;
  switch (fault.kind) {
    case "latency":
      await wait(fault.ms, undefined, { ref: false });
      return run();
    case "hang":
      if (!socket.destroyed) await once(socket, "close");
      return RESPONSE_ALREADY_SENT;
    case "status":
      return respond(fault.status, writeError("ERR the service is not available"));
    case "garbage":
      return respond(200, '{"result":');
    case "wrong-shape":
      return respond(200, '{"result":{"odd":true}}');
    case "drop-answer":
      await run();
      socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case "refuse":
      socket.destroy();
      return RESPONSE_ALREADY_SENT;
    default: {
      const unreachable: never = fault;
      throw new TypeError(`no such fault: ${JSON.stringify(unreachable)}`);
    }
  }
}

function isAuthorized(c: RestContext, token: string): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const shown = Buffer.from(bearer ?? c.req.query("_token") ?? "");
  const expected = Buffer.from(token);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}

function respond(status: number, json: string): Response {
  return new Response(json, { status, headers: { "Content-Type": "application/json" } });
}
