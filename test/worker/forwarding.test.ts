import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NodeSite, startNodeSite } from "../support/worker/node-site.ts";
import { beginExchange, exchange } from "../support/worker/raw-http.ts";
import { aRawSeated, type RawVisitor } from "../support/worker/raw-visitor.ts";
import { echoTexts, frameMaskedText, frameText, UPGRADE_HEADERS } from "../support/worker/web-socket-frames.ts";
import { useWorkerStack } from "../support/worker/worker-stack.ts";

const FIVE_MEGABYTES = randomBytes(5_000_000);
const PAGE = "a page that is worth compressing. ".repeat(500);

const stack = useWorkerStack();

describe.each(["origin-url", "route"] as const)("for a visitor with a pass, by %s,", (way) => {
  let site: NodeSite;
  let url: string;
  let visitor: RawVisitor;
  beforeAll(async () => {
    site = await startNodeSite();
    url = await stack.startRoom({ siteUrl: site.url, way, vars: { CAPACITY: "5", ROOM: way } });
    visitor = await aRawSeated({ url });
  });
  afterAll(() => site.stop());

  function begin(path: string, head: { method?: string; headers?: Record<string, string> } = {}) {
    return beginExchange(url, { ...head, path, headers: { ...visitor.cookies(), ...head.headers } });
  }

  it("a request's body reaches the site, and its answer the visitor, chunk by chunk as they are written", async () => {
    site.on("/echo", (request, response) => request.pipe(response));
    const { sending, answered } = begin("/echo", { method: "POST", headers: { "Transfer-Encoding": "chunked" } });
    sending.write("one");
    const chunks = readChunks(await answered);
    expect(await chunks.next()).toMatchObject({ value: "one" });
    sending.write("two");
    expect(await chunks.next()).toMatchObject({ value: "two" });
    sending.end();
    expect(await chunks.next()).toMatchObject({ done: true });
  });

  it("an event reaches him before the next one is written", async () => {
    const goOn = Promise.withResolvers<void>();
    site.on("/events", (_, response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).write("data: 1\n\n");
      goOn.promise.then(() => response.end("data: 2\n\n"));
    });
    const { sending, answered } = begin("/events", { headers: { Accept: "text/event-stream" } });
    sending.end();
    const answer = await answered;
    expect(answer.headers["content-type"]).toBe("text/event-stream");
    const chunks = readChunks(answer);
    expect(await chunks.next()).toMatchObject({ value: "data: 1\n\n" });
    goOn.resolve();
    expect(await chunks.next()).toMatchObject({ value: "data: 2\n\n" });
    expect(await chunks.next()).toMatchObject({ done: true });
  });

  it("a WebSocket is passed through, both ways", async () => {
    site.onUpgrade("/socket", echoTexts);
    const { sending } = begin("/socket", { headers: UPGRADE_HEADERS });
    sending.end();
    const [answer, socket] = await once(sending, "upgrade");
    expect(answer.statusCode).toBe(101);
    socket.write(frameMaskedText("first"));
    expect((await once(socket, "data"))[0]).toEqual(frameText("first"));
    socket.write(frameMaskedText("second"));
    expect((await once(socket, "data"))[0]).toEqual(frameText("second"));
    socket.destroy();
  });

  it("a range is asked for and answered as a range", async () => {
    site.on("/film", ({ headers }, response) => {
      const isAsked = headers.range === "bytes=2-5";
      response.writeHead(isAsked ? 206 : 200, { "Content-Range": "bytes 2-5/10", "Content-Length": "4" }).end("cdef");
    });
    const answer = await visitor.send({ path: "/film", headers: { Range: "bytes=2-5" } });
    expect(answer).toMatchObject({ status: 206, headers: { "content-range": "bytes 2-5/10", "content-length": "4" } });
    expect(answer.body.toString()).toBe("cdef");
  });

  it("what he has already is not sent again", async () => {
    site.on("/map", ({ headers }, response) => {
      response.writeHead(headers["if-none-match"] === '"v1"' ? 304 : 200, { ETag: '"v1"' }).end();
    });
    const answer = await visitor.send({ path: "/map", headers: { "If-None-Match": '"v1"' } });
    expect(answer).toMatchObject({ status: 304, headers: { etag: '"v1"' }, setCookies: [] });
    expect(answer.body).toHaveLength(0);
  });

  it.each([
    ["gzip", gzipSync(PAGE)],
    ["br", brotliCompressSync(PAGE)],
  ])("a body in %s arrives byte by byte as it was sent", async (encoding, bytes) => {
    site.on(`/${encoding}`, (_, response) => {
      response.writeHead(200, { "Content-Encoding": encoding, "Content-Type": "text/html" }).end(bytes);
    });
    const answer = await visitor.send({ path: `/${encoding}`, headers: { "Accept-Encoding": "gzip, br" } });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.body.equals(bytes)).toBe(true);
    expect(site.requests().at(-1)?.headers.get("accept-encoding")).toBe("gzip, br");
  });

  it("HEAD is asked and answered as HEAD", async () => {
    site.on("/size", (_, response) => response.writeHead(200, { "Content-Length": "1234" }).end());
    const answer = await visitor.send({ method: "HEAD", path: "/size" });
    expect(answer).toMatchObject({ status: 200, headers: { "content-length": "1234" } });
    expect(site.requests().at(-1)).toMatchObject({ method: "HEAD", path: "/size" });
  });

  it("several cookies of the site's stay several", async () => {
    site.on("/login", (_, response) =>
      response.writeHead(200, { "Set-Cookie": ["a=1; Path=/", "b=2; HttpOnly"] }).end(),
    );
    const answer = await exchange(url, { path: "/login", headers: visitor.cookies() });
    expect(answer.setCookies).toEqual(["a=1; Path=/", "b=2; HttpOnly"]);
  });

  it("a redirect is his to follow", async () => {
    site.on("/old", (_, response) => response.writeHead(302, { Location: "/new" }).end());
    const before = site.requests().length;
    expect(await visitor.send({ path: "/old" })).toMatchObject({ status: 302, headers: { location: "/new" } });
    expect(site.requests().length - before).toBe(1);
  });

  it("5 MB go up and come down whole", async () => {
    site.on("/upload", (request, response) => {
      const hash = createHash("sha256");
      request.on("data", (chunk: Buffer) => hash.update(chunk)).on("end", () => response.end(hash.digest("hex")));
    });
    site.on("/download", (_, response) => response.end(FIVE_MEGABYTES));
    const up = await visitor.send({ method: "POST", path: "/upload", body: FIVE_MEGABYTES });
    expect(up.body.toString()).toBe(createHash("sha256").update(FIVE_MEGABYTES).digest("hex"));
    expect((await visitor.send({ path: "/download" })).body.equals(FIVE_MEGABYTES)).toBe(true);
  });

  it("the site is told the host that he asked", async () => {
    await visitor.send({ path: "/host" });
    const seen = site.requests().at(-1)?.headers;
    expect(seen?.get(way === "route" ? "host" : "x-forwarded-host")).toBe(new URL(url).host);
  });

  it("the site is told of his pass by Corral alone, and gets his own cookies alone", async () => {
    const headers = { "Corral-Pass": "forged", Corral_Pass: "forged", "CORRAL-State": "forged", corral_x: "forged" };
    const { Cookie = "" } = visitor.cookies();
    await visitor.send({ path: "/mine", headers: { ...headers, Cookie: `theme=dark; ${Cookie}` } });
    const seen = site.requests().at(-1)?.headers ?? new Map();
    expect(seen.get("cookie")).toBe("theme=dark");
    expect([...seen.keys()].filter((name) => name.startsWith("corral"))).toEqual(["corral-pass"]);
    expect(Cookie).toContain(`corral-pass-${way}=${seen.get("corral-pass")}`);
  });
});

async function* readChunks(message: IncomingMessage): AsyncGenerator<string> {
  for await (const chunk of message) yield String(chunk);
}
