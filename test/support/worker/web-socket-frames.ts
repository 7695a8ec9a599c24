// As much of RFC 6455 as an echo of short texts needs.

import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT_FRAME = 0x81;
const MASKED = 0x80;

/** The headers with which a browser begins one. */
export const UPGRADE_HEADERS = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
};

/** Accepts, and sends every text back. */
export function echoTexts({ headers }: IncomingMessage, socket: Duplex): void {
  const accept = createHash("sha1").update(`${headers["sec-websocket-key"]}${ACCEPT_SUFFIX}`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${accept}`].join("\r\n")}\r\n\r\n`);
  socket.on("data", (frame: Buffer) => socket.write(frameText(unmask(frame))));
  socket.on("error", () => socket.destroy());
}

/** As a browser frames it: masked. Up to 125 bytes. */
export function frameMaskedText(text: string): Buffer {
  const mask = randomBytes(4);
  const payload = applyMask(Buffer.from(text), mask);
  return Buffer.concat([Buffer.from([TEXT_FRAME, MASKED | payload.length]), mask, payload]);
}

/** As a server frames it. Up to 125 bytes. */
export function frameText(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([TEXT_FRAME, payload.length]), payload]);
}

function unmask(frame: Buffer): string {
  return applyMask(frame.subarray(6), frame.subarray(2, 6)).toString();
}

function applyMask(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(Array.from(payload, (byte, at) => byte ^ (mask[at % 4] ?? 0)));
}
