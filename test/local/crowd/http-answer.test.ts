import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reading, readAnswer } from "../../../local/crowd/http-answer.ts";

function read(text: string, peer: "sending" | "ended" = "sending"): Reading {
  return readAnswer(Buffer.from(text), peer);
}

function bodyOf(reading: Reading): string {
  return reading.kind === "whole" ? reading.answer.body.toString() : reading.kind;
}

const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwait\r\n6;x=y\r\n there\r\n0\r\n\r\n";

describe("an answer", () => {
  it("is read with its status, headers, cookies and declared body", () => {
    const reading = read(
      "HTTP/1.1 200 OK\r\nCorral-State: waiting\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\nhi",
    );
    expect(reading).toMatchObject({
      kind: "whole",
      connection: "reusable",
      answer: { status: 200, setCookies: ["a=1; Path=/", "b=2"] },
    });
    expect(reading.kind === "whole" && reading.answer.headers.get("corral-state")).toBe("waiting");
    expect(bodyOf(reading)).toBe("hi");
  });

  it("is read chunk by chunk", () => {
    expect(bodyOf(read(CHUNKED))).toBe("wait there");
  });

  it("stays partial at every cut before its last byte", () => {
    const declared = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    for (const text of [CHUNKED, declared]) {
      for (let end = 0; end < text.length; end += 1) expect(read(text.slice(0, end)).kind).toBe("partial");
    }
  });

  it("has no body after 204 and 304", () => {
    expect(read("HTTP/1.1 204 No Content\r\n\r\n")).toMatchObject({ kind: "whole", connection: "reusable" });
    expect(bodyOf(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"))).toBe("");
  });

  it("without a length ends with its connection", () => {
    const text = "HTTP/1.1 200 OK\r\n\r\nall of it";
    expect(read(text).kind).toBe("partial");
    expect(read(text, "ended")).toMatchObject({ kind: "whole", connection: "spent" });
    expect(bodyOf(read(text, "ended"))).toBe("all of it");
  });

  it("spends the connection when told to close or when bytes follow it", () => {
    expect(read("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")).toMatchObject({
      connection: "spent",
    });
    expect(read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP")).toMatchObject({ connection: "spent" });
  });

  it.each([
    ["no HTTP", "SSH-2.0-OpenSSH\r\n\r\n"],
    ["a status that is none", "HTTP/1.1 abc\r\n\r\n"],
    ["a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"],
    ["a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"],
    ["a chunk size that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
  ])("is garbled with %s", (_, text) => {
    expect(read(text).kind).toBe("garbled");
  });

  it("never makes the reader throw, whatever bytes come", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), bytes]);
        expect(["partial", "whole", "garbled"]).toContain(readAnswer(text, "sending").kind);
      }),
    );
  });
});
