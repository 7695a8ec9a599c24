import { describe, expect, it } from "vitest";
import { answerFromOrigin, readCommand, requestForOrigin } from "../../../src/http/origin/origin-headers.ts";

const ORIGIN = new URL("http://origin.example:8080/base?q");
const PUBLIC = "https://shop.example/a%2Fb/c?x=%27+y&&z";

function aPublicRequest(headers: Record<string, string> = {}): Request {
  return new Request(PUBLIC, { headers });
}

describe("requestForOrigin", () => {
  it("sends the path and the query as they are to the origin's scheme, host and port", () => {
    const sent = requestForOrigin(aPublicRequest(), { origin: ORIGIN, passToken: null });
    expect(sent.url).toBe("http://origin.example:8080/a%2Fb/c?x=%27+y&&z");
    expect(sent.redirect).toBe("manual");
  });

  it("leads no path to another host", () => {
    const sent = requestForOrigin(new Request("https://shop.example//evil.example/x"), {
      origin: new URL("https://origin.example"),
      passToken: null,
    });
    expect(sent.url).toBe("https://origin.example//evil.example/x");
  });

  it("names the public host over what the client claims, in any spelling", () => {
    const request = aPublicRequest({
      "X-Forwarded-Host": "evil",
      x_forwarded_host: "evil",
      "X-Forwarded-Proto": "ftp",
    });
    const sent = requestForOrigin(request, { origin: ORIGIN, passToken: null });
    expect(Object.fromEntries(sent.headers)).toEqual({
      "x-forwarded-host": "shop.example",
      "x-forwarded-proto": "https",
    });
  });

  it("changes neither URL nor X-Forwarded headers on a route", () => {
    const sent = requestForOrigin(aPublicRequest({ "X-Forwarded-Host": "cdn" }), { origin: "route", passToken: null });
    expect(sent.url).toBe(PUBLIC);
    expect(sent.headers.get("x-forwarded-host")).toBe("cdn");
    expect(sent.headers.get("x-forwarded-proto")).toBeNull();
    expect(sent.redirect).toBe("manual");
  });

  it("strips every header of the client's that an origin could take for Corral's", () => {
    const request = aPublicRequest({
      Corral: "status",
      "CORRAL-PASS": "forged",
      Corral_Pass: "forged",
      "corral.pass": "forged",
      "X-Corral": "theirs",
    });
    const sent = requestForOrigin(request, { origin: "route", passToken: null });
    expect(Object.fromEntries(sent.headers)).toEqual({ "x-corral": "theirs" });
  });

  it("hands the origin the pass it was given, not the client's", () => {
    const sent = requestForOrigin(aPublicRequest({ "Corral-Pass": "forged" }), { origin: "route", passToken: "a.b.c" });
    expect(sent.headers.get("corral-pass")).toBe("a.b.c");
  });

  it("takes Corral's cookies out and leaves the others", () => {
    const cookie = "a=1; __Host-corral-pass-main=x; b=2";
    const sent = requestForOrigin(aPublicRequest({ cookie }), { origin: "route", passToken: null });
    expect(sent.headers.get("cookie")).toBe("a=1; b=2");
    const bare = requestForOrigin(aPublicRequest({ cookie: "corral-pass-main=x" }), {
      origin: "route",
      passToken: null,
    });
    expect(bare.headers.has("cookie")).toBe(false);
  });

  it("keeps ranges, conditions, encodings and credentials of the origin's", () => {
    const headers = { range: "bytes=0-9", "if-none-match": '"x"', "accept-encoding": "br", authorization: "Bearer t" };
    const sent = requestForOrigin(aPublicRequest(headers), { origin: "route", passToken: null });
    expect(Object.fromEntries(sent.headers)).toEqual(headers);
  });

  it.each([ORIGIN, "route"] as const)("streams the body, method and type with it, to %s", async (origin) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const init: RequestInit & { duplex: "half" } = {
      method: "PUT",
      headers: { "content-type": "text/plain" },
      body: readable,
      duplex: "half",
    };
    const sent = requestForOrigin(new Request(PUBLIC, init), { origin, passToken: null });
    expect(sent.method).toBe("PUT");
    expect(sent.headers.get("content-type")).toBe("text/plain");
    const writer = writable.getWriter();
    const reader = sent.body?.getReader();
    const first = reader?.read();
    await writer.write(new Uint8Array([1]));
    expect(await first).toEqual({ done: false, value: new Uint8Array([1]) });
    const last = reader?.read();
    await writer.close();
    expect((await last)?.done).toBe(true);
  });

  it("sends the path as it was judged, when a runtime gives the URL as the client wrote it", () => {
    const raw = new Proxy(new Request("https://shop.example/admin/x"), {
      get: (target, key) =>
        key === "url" ? "https://shop.example/admin/%2e%2e/pay/x" : Reflect.get(target, key, target),
    });
    expect(requestForOrigin(raw, { origin: "route", passToken: null }).url).toBe("https://shop.example/pay/x");
  });
});

describe("answerFromOrigin", () => {
  const given = { request: new Request(PUBLIC), origin: ORIGIN, setCookies: [] };

  it("keeps status, text, body and headers", async () => {
    const response = new Response("body", { status: 418, statusText: "Teapot", headers: { etag: '"x"', age: "3" } });
    const answer = answerFromOrigin(response, given);
    expect(answer.status).toBe(418);
    expect(answer.statusText).toBe("Teapot");
    expect(answer.headers.get("etag")).toBe('"x"');
    expect(await answer.text()).toBe("body");
  });

  it("streams: what the origin has written is read before it has finished", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const reader = answerFromOrigin(new Response(readable), given).body?.getReader();
    const first = reader?.read();
    await writable.getWriter().write(new Uint8Array([7]));
    expect(await first).toEqual({ done: false, value: new Uint8Array([7]) });
  });

  it("leaves a compressed body as it is", async () => {
    const bytes = new Uint8Array([31, 139, 8, 0]);
    const answer = answerFromOrigin(new Response(bytes, { headers: { "content-encoding": "gzip" } }), given);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each([204, 205, 304])("passes a %d, which has no body", (status) => {
    const answer = answerFromOrigin(new Response(null, { status }), { ...given, setCookies: ["c=1"] });
    expect(answer.status).toBe(status);
    expect(answer.body).toBeNull();
  });

  it.each([101, 999])("returns the very object of a %d", (status) => {
    const response = new Response(null);
    Object.defineProperty(response, "status", { value: status });
    expect(answerFromOrigin(response, { ...given, setCookies: ["c=1"] })).toBe(response);
  });

  it("lets nothing of Corral's out", () => {
    const headers = { "Corral-Command": "release", "corral-state": "x", Corral_Pass: "x", "x-corral": "y" };
    const answer = answerFromOrigin(new Response(null, { headers }), { ...given, origin: "route" });
    expect(Object.fromEntries(answer.headers)).toEqual({ "x-corral": "y" });
  });

  it("puts the origin's own name in the public one, in Location and in cookies", () => {
    const headers = new Headers({ location: "http://origin.example:8080/done?x#y" });
    headers.append("set-cookie", "s=1; Domain=origin.example; Path=/");
    headers.append("set-cookie", "t=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
    const answer = answerFromOrigin(new Response(null, { status: 302, headers }), given);
    expect(answer.headers.get("location")).toBe("https://shop.example/done?x#y");
    expect(answer.headers.getSetCookie()).toEqual(["s=1; Path=/", "t=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT"]);
  });

  it("rewrites nothing on a route", () => {
    const headers = { location: "http://shop.example/x", "set-cookie": "s=1; Domain=shop.example" };
    const answer = answerFromOrigin(new Response(null, { status: 302, headers }), { ...given, origin: "route" });
    expect(Object.fromEntries(answer.headers)).toEqual(headers);
  });

  it("appends our cookies last and keeps the answer out of every cache", () => {
    const headers = new Headers({
      "cache-control": "public, max-age=600",
      "cdn-cache-control": "max-age=600",
      "cloudflare-cdn-cache-control": "max-age=600",
      "surrogate-control": "max-age=600",
      expires: "Wed, 21 Oct 2026 07:28:00 GMT",
    });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    const answer = answerFromOrigin(new Response("x", { headers }), { ...given, setCookies: ["c=3", "d=4"] });
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2", "c=3", "d=4"]);
    expect([...new Set(answer.headers.keys())]).toEqual(["cache-control", "content-type", "set-cookie"]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("leaves the origin's caching alone when no cookie is ours", () => {
    const headers = { "cache-control": "public, max-age=600", "cdn-cache-control": "max-age=9" };
    expect(Object.fromEntries(answerFromOrigin(new Response(null, { headers }), given).headers)).toEqual(headers);
  });
});

describe("readCommand", () => {
  it.each([
    ["release", "release"],
    [" Release ", "release"],
    ["releases", null],
    ["release, release", null],
    ["", null],
  ])("reads %j as %j", (value, command) => {
    expect(readCommand(new Response(null, { headers: { "Corral-Command": value } }))).toBe(command);
  });

  it("reads no header as no command", () => {
    expect(readCommand(new Response(null))).toBeNull();
  });
});
