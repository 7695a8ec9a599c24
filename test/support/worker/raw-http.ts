// HTTP as it is on the wire: `fetch` would follow, decompress, and spell paths its own way.

import { once } from "node:events";
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export type RawRequest = {
  readonly method?: string;
  /** Sent as it is spelled. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type RawAnswer = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
};

/** A request whose body is the caller's to write and end, on a connection of its own; and its answer's head. */
export function beginExchange(
  url: string,
  { method = "GET", path = "/", headers = {} }: Omit<RawRequest, "body">,
): { readonly sending: ClientRequest; readonly answered: Promise<IncomingMessage> } {
  const sending = request(url, { method, path, headers, agent: false });
  const answered = once(sending, "response").then(([message]) => message as IncomingMessage); // what the event carries
  return { sending, answered };
}

export async function exchange(url: string, { body, ...head }: RawRequest): Promise<RawAnswer> {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  const { sending, answered } = beginExchange(url, { ...head, headers: { ...length, ...head.headers } });
  sending.end(body);
  return readAnswer(await answered);
}

async function readAnswer(message: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set on it
  return {
    status: message.statusCode,
    headers: message.headers,
    setCookies: message.headers["set-cookie"] ?? [],
    body: Buffer.concat(chunks),
  };
}
