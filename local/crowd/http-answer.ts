/** The parts of an HTTP/1.1 answer that a visitor uses. */
export type Answer = {
  readonly status: number;
  /** By lower-case name, the last of several; cookies are in `setCookies`. */
  readonly headers: ReadonlyMap<string, string>;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
};

export type Reading =
  | { readonly kind: "partial" }
  | { readonly kind: "whole"; readonly answer: Answer; readonly connection: "reusable" | "spent" }
  | { readonly kind: "garbled" };

type Head = Omit<Answer, "body"> & { readonly endsAt: number };

const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");
const NO_BYTES = Buffer.alloc(0);
const STATUS_LINE = /^HTTP\/1\.[01] ([2-5]\d\d)(?: |$)/;
const PARTIAL: Reading = { kind: "partial" };
const GARBLED: Reading = { kind: "garbled" };

/**
 * Parses everything that a connection has received since the request was written (RFC 9112 §6.3). A head that straddles
 * two reads is parsed twice; that is cheaper than a state machine, since nearly every answer arrives in one piece.
 */
export function readAnswer(bytes: Buffer, peer: "sending" | "ended"): Reading {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return PARTIAL;
  const head = readHead(bytes, headEnd);
  if (head === null) return GARBLED;
  if (head.status === 204 || head.status === 304) return wholeAnswer(head, NO_BYTES, bytes.length - head.endsAt);
  if (head.headers.get("transfer-encoding")?.toLowerCase() === "chunked") return readChunks(bytes, head);
  const declared = head.headers.get("content-length");
  if (declared !== undefined) return readDeclared(bytes, head, Number(declared));
  if (peer === "sending") return PARTIAL;
  return { kind: "whole", answer: answerOf(head, bytes.subarray(head.endsAt)), connection: "spent" };
}

function readHead(bytes: Buffer, headEnd: number): Head | null {
  const [statusLine = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const status = STATUS_LINE.exec(statusLine)?.[1];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  const setCookies: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 1) return null;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "set-cookie") setCookies.push(value);
    else headers.set(name, value);
  }
  return { status: Number(status), headers, setCookies, endsAt: headEnd + HEAD_END.length };
}

function readDeclared(bytes: Buffer, head: Head, length: number): Reading {
  if (!Number.isSafeInteger(length) || length < 0) return GARBLED;
  const bodyEnd = head.endsAt + length;
  if (bytes.length < bodyEnd) return PARTIAL;
  return wholeAnswer(head, bytes.subarray(head.endsAt, bodyEnd), bytes.length - bodyEnd);
}

function readChunks(bytes: Buffer, head: Head): Reading {
  const chunks: Buffer[] = [];
  let at = head.endsAt;
  for (;;) {
    const sizeEnd = bytes.indexOf(LINE_END, at);
    if (sizeEnd === -1) return PARTIAL;
    const size = Number.parseInt(bytes.toString("latin1", at, sizeEnd), 16);
    if (!Number.isSafeInteger(size) || size < 0) return GARBLED;
    const chunkStart = sizeEnd + LINE_END.length;
    const next = chunkStart + size + LINE_END.length;
    if (bytes.length < next) return PARTIAL;
    if (size === 0) return wholeAnswer(head, Buffer.concat(chunks), bytes.length - next);
    chunks.push(bytes.subarray(chunkStart, chunkStart + size));
    at = next;
  }
}

/** Bytes past the end belong to no request: the sender has lost count, so the connection is not used again. */
function wholeAnswer(head: Head, body: Buffer, bytesPastEnd: number): Reading {
  const closes = head.headers.get("connection")?.toLowerCase() === "close";
  return { kind: "whole", answer: answerOf(head, body), connection: closes || bytesPastEnd > 0 ? "spent" : "reusable" };
}

function answerOf(head: Head, body: Buffer): Answer {
  return { status: head.status, headers: head.headers, setCookies: head.setCookies, body };
}
