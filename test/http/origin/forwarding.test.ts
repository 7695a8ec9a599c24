import { beforeEach, describe, expect, it } from "vitest";
import { PASS } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated } from "../../support/gate/journeys.ts";

const stack = useGateStack();

const encoder = new TextEncoder();

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function nextText(reader: Reader | undefined): Promise<string> {
  const chunk = await reader?.read();
  return new TextDecoder().decode(chunk?.value);
}

describe("a request with a pass", () => {
  it("streams its body: the origin reads the start before the end is sent", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const started = Promise.withResolvers<string>();
    stack.origin.on("/upload", async (request) => {
      const reader = request.body?.getReader();
      started.resolve(await nextText(reader));
      return new Response(`then ${await nextText(reader)}`);
    });
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const writer = body.writable.getWriter();
    const init = {
      method: "POST",
      headers: { Cookie: `${PASS}=${seated.jar.get(PASS)}` },
      body: body.readable,
      duplex: "half", // Node asks for it, Workers do not know it
    };
    const answer = gate.fetch(new Request("https://tickets.example/upload", init as RequestInit));
    await writer.write(encoder.encode("the start"));
    expect(await started.promise).toBe("the start");
    await writer.write(encoder.encode("the end"));
    await writer.close();
    expect(await (await answer).text()).toBe("then the end");
  });

  it("gets the answer as a stream: its start before its end", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const writer = body.writable.getWriter();
    stack.origin.on("/events", () => new Response(body.readable, { headers: { "Content-Type": "text/event-stream" } }));
    const [response] = await Promise.all([
      gate.fetch(
        new Request("https://tickets.example/events", { headers: { Cookie: `${PASS}=${seated.jar.get(PASS)}` } }),
      ),
      writer.write(encoder.encode("data: 1\n\n")),
    ]);
    expect(await nextText(response.body?.getReader())).toBe("data: 1\n\n");
    await writer.close();
  });

  it("names the public host to the origin", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.navigate("/race?a=1&b=%2F");
    const sent = stack.origin.requests().at(-1);
    expect(sent?.path).toBe("/race?a=1&b=%2F");
    expect(sent?.headers.get("x-forwarded-host")).toBe("tickets.example");
    expect(sent?.headers.get("x-forwarded-proto")).toBe("https");
  });

  it("carries no header of the client's that an origin could take for Corral's", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await seated.navigate("/", { headers: { Corral_Pass: "forged", "Corral-Admin": "1", "Corral-Pass": "forged" } });
    const headers = stack.origin.requests().at(-1)?.headers;
    const ours = [...(headers?.entries() ?? [])].filter(([name]) => name.startsWith("corral"));
    expect(ours).toEqual([["corral-pass", seated.jar.get(PASS)]]);
  });
});

describe("the origin's answer", () => {
  it("keeps its several cookies, and ours comes last", async () => {
    const headers = new Headers([
      ["Set-Cookie", "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
      ["Set-Cookie", "b=2; Domain=127.0.0.1; HttpOnly"],
    ]);
    stack.origin.on("/", () => new Response("two", { headers }));
    const answer = await aGate(stack).aBrowser().navigate();
    expect(answer.setCookies).toEqual([
      "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
      "b=2; HttpOnly",
      expect.stringMatching(/^__Host-corral-pass-main=/),
      expect.stringMatching(/^__Host-corral-ticket-main=/),
    ]);
  });

  it.each([
    ["/next?x=1#part", "https://tickets.example/next?x=1#part"],
    ["/", "https://tickets.example/"],
  ])("that leads to its own address %s leads to the public one", async (path, location) => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    stack.origin.on(
      "/moved",
      () => new Response(null, { status: 302, headers: { Location: stack.origin.url + path } }),
    );
    const answer = await seated.navigate("/moved");
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(location);
    expect(stack.origin.requests().at(-1)?.path).toBe("/moved");
  });

  it("that leads elsewhere is left as it is", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const headers = { Location: "https://pay.example/checkout?return=1" };
    stack.origin.on("/pay", () => new Response(null, { status: 303, headers }));
    expect((await seated.post("/pay")).headers.get("location")).toBe("https://pay.example/checkout?return=1");
  });

  describe.each([206, 304])("with status %i", (status) => {
    beforeEach(() => {
      const headers = { "Cache-Control": "max-age=60" };
      stack.origin.on("/video", () => new Response(status === 304 ? null : "part", { status, headers }));
    });

    it("swaps no pass, and its cache headers stand", async () => {
      const gate = aGate(stack);
      const visitor = gate.aBrowser();
      await visitor.navigate();
      await visitor.navigate();
      await gate.elapse(1000);
      const answer = await visitor.navigate("/video");
      expect(answer.status).toBe(status);
      expect(answer.setCookies).toEqual([]);
      expect(answer.headers.get("cache-control")).toBe("max-age=60");
      expect((await visitor.navigate()).setCookies).toHaveLength(2);
    });

    it("still brings what proves an admission, which is not made again", async () => {
      const gate = aGate(stack);
      const visitor = gate.aBrowser();
      expect((await visitor.navigate("/video")).setCookies[0]).toMatch(/^__Host-corral-pass-main=/);
      expect((await visitor.navigate()).state).toBeNull();
      expect(await stack.count("called")).toBe(1);
    });
  });

  it("that is a fault of its own is passed on as it is", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    stack.origin.on("/broken", () => new Response("the site's own words", { status: 503 }));
    const answer = await seated.navigate("/broken");
    expect(answer.status).toBe(503);
    expect(answer.text).toBe("the site's own words");
    expect(answer.state).toBeNull();
  });
});

describe("an origin that cannot be reached", () => {
  it("is a plain 502 that does not name its address", async () => {
    const gate = aGate(stack, { ORIGIN_URL: "http://127.0.0.1:1" });
    const answer = await gate.aBrowser().navigate("/race");
    expect(answer.status).toBe(502);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.text).not.toMatch(/127\.0\.0\.1|fetch|ECONN|at .*:\d+/);
    await gate.settle();
    expect(gate.log).toEqual([]);
  });

  it("costs a newcomer nothing: his pass comes with the 502, and the next request is his own again", async () => {
    const gate = aGate(stack, { ORIGIN_URL: "http://127.0.0.1:1" });
    const visitor = gate.aBrowser();
    const answer = await visitor.navigate("/race");
    expect(answer.setCookies[0]).toMatch(/^__Host-corral-pass-main=/);
    expect((await visitor.navigate("/race")).status).toBe(502);
    expect((await visitor.poll()).state).toBe("admitted");
  });
});
