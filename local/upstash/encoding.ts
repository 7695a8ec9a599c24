/** Reads commands and writes Redis' replies as JSON, as Upstash does. It knows no HTTP and runs nothing. */

import { ErrorReply } from "@redis/client";
import type { Command, Reply } from "./redis-client.ts";

export type Encoding = "plain" | "base64";

export type Call =
  | { readonly kind: "single"; readonly command: Command }
  | { readonly kind: "pipeline"; readonly commands: readonly Command[] }
  | { readonly kind: "transaction"; readonly commands: readonly Command[] };

export type ReadCall =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "bad"; readonly error: string };

/** Commands that would change or block the one connection that all callers share. The real service refuses them too. */
const UNAVAILABLE = new Set(
  "AUTH BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN CLIENT DISCARD EXEC HELLO MONITOR MULTI PSUBSCRIBE QUIT RESET SELECT SHUTDOWN SSUBSCRIBE SUBSCRIBE WAIT WATCH".split(
    " ",
  ),
);

export function readBody(kind: Call["kind"], text: string): ReadCall {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: "bad", error: "ERR failed to parse command" };
  }
  return kind === "single" ? readSingle(body) : readSeveral(kind, body);
}

function readSingle(body: unknown): ReadCall {
  const command = readCommand(body);
  return typeof command === "string" ? { kind: "bad", error: command } : single(command);
}

function readSeveral(kind: "pipeline" | "transaction", body: unknown): ReadCall {
  if (!Array.isArray(body)) return { kind: "bad", error: "ERR failed to parse pipeline request" };
  if (body.length === 0) return { kind: "bad", error: "ERR empty pipeline request" };
  const commands: Command[] = [];
  for (const item of body) {
    const command = readCommand(item);
    if (typeof command === "string") return { kind: "bad", error: command };
    commands.push(command);
  }
  return { kind: "call", call: { kind, commands } };
}

/** `/set/foo/bar?EX=100`, with a body as the last argument. */
export function readPath(path: string, query: URLSearchParams, body: string): ReadCall {
  let words: string[];
  try {
    words = path.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return { kind: "bad", error: "ERR failed to parse path" };
  }
  if (body !== "") words.push(body);
  for (const [name, value] of query) {
    if (name !== "_token") words.push(...(value === "" ? [name] : [name, value]));
  }
  return readSingle(words);
}

function single(command: Command): ReadCall {
  return { kind: "call", call: { kind: "single", command } };
}

/** A command, or an error that says why the input is none. */
function readCommand(body: unknown): Command | string {
  if (!Array.isArray(body)) return "ERR failed to parse command";
  if (body.length === 0 || body[0] === "") return "ERR empty command";
  const command: string[] = [];
  for (const argument of body) {
    switch (typeof argument) {
      case "string":
        command.push(argument);
        break;
      case "number":
      case "boolean":
        command.push(String(argument));
        break;
      default:
        return argument === null ? "ERR null args are not supported" : "ERR failed to parse command";
    }
  }
  const name = (command[0] ?? "").toUpperCase();
  return UNAVAILABLE.has(name) ? `ERR Command is not available: '${name}'` : command;
}

export function writeAnswer(reply: Reply, encoding: Encoding): string {
  return reply instanceof ErrorReply ? writeError(reply.message) : `{"result":${writeReply(reply, encoding)}}`;
}

/** The replies of a pipeline or a transaction, each with its own result or error. */
export function writeAnswers(replies: readonly Reply[], encoding: Encoding): string {
  return `[${replies.map((reply) => writeAnswer(reply, encoding)).join(",")}]`;
}

export function writeError(message: string): string {
  return JSON.stringify({ error: message });
}

function writeReply(reply: Reply, encoding: Encoding): string {
  if (reply === null) return "null";
  if (typeof reply === "string") return reply; // an integer's digits are JSON already, however many
  if (reply instanceof ErrorReply) return writeText(Buffer.from(reply.message), encoding);
  if (Array.isArray(reply)) return `[${reply.map((item) => writeReply(item, encoding)).join(",")}]`;
  return writeText(reply, encoding);
}

/** Upstash encodes every string except "OK", which its clients expect unencoded. */
function writeText(text: Buffer, encoding: Encoding): string {
  const isOk = text.length === 2 && text.toString("latin1") === "OK";
  return JSON.stringify(encoding === "base64" && !isOk ? text.toString("base64") : text.toString("utf8"));
}
