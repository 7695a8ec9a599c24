import { Redis } from "@upstash/redis/cloudflare";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningRedis, startRedis } from "../../../local/process/redis-server.ts";
import { startUpstashFront, type UpstashFront } from "../../../local/upstash/server.ts";

let redis: RunningRedis;
let front: UpstashFront;

beforeAll(async () => {
  redis = await startRedis();
  front = await startUpstashFront({ redisUrl: redis.url, token: "a-token" });
});

afterAll(async () => {
  await front.close();
  await redis.stop();
});

beforeEach(() => front.wipe());
afterEach(() => front.setFault(null));

/** The client as the Worker configures it, but for how long it waits. */
function client(timeoutMs = 5000): Redis {
  return new Redis({
    url: front.url,
    token: "a-token",
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(timeoutMs),
    enableAutoPipelining: false,
    automaticDeserialization: false,
    enableTelemetry: false,
    readYourWrites: false,
    responseEncoding: false,
  });
}

async function post(...command: string[]): Promise<Response> {
  return fetch(front.url, {
    method: "POST",
    headers: { Authorization: "Bearer a-token" },
    body: JSON.stringify(command),
  });
}

describe("without a fault", () => {
  it("serves the client's commands, strings of digits unchanged", async () => {
    await client().set("a", "12345");
    expect(await client().get("a")).toBe("12345");
    expect(await client().incr("a")).toBe(12346);
    expect(await client().get("nothing")).toBeNull();
  });

  it("serves the client's scripts, the key-locking line included, EVALSHA first and EVAL where it is unknown", async () => {
    await front.forgetScripts();
    const script = client().createScript<number>("#!lua flags=allow-key-locking\nreturn redis.call('INCR', KEYS[1])");
    const seen = front.commands().length;
    expect(await script.exec(["a"], [])).toBe(1);
    expect(await script.exec(["a"], [])).toBe(2);
    expect(front.commands().slice(seen)).toEqual(["EVALSHA", "EVAL", "EVALSHA"]);
  });

  it("serves the client's pipelines, transactions and base64", async () => {
    const pipeline = client().pipeline().set("a", "1").incr("a");
    expect(await pipeline.exec()).toEqual(["OK", 2]);
    const transaction = client().multi().incr("a").get("a");
    expect(await transaction.exec()).toEqual([3, "3"]);
    const encoding = new Redis({ url: front.url, token: "a-token", automaticDeserialization: false });
    await encoding.hset("h", { clé: "건강" });
    expect(await encoding.hget("h", "clé")).toBe("건강");
  });

  it("tells the client of an error and of a wrong token", async () => {
    await client().set("a", "x");
    await expect(client().incr("a")).rejects.toThrow("ERR value is not an integer");
    const stranger = new Redis({ url: front.url, token: "another", retry: { retries: 0 } });
    await expect(stranger.get("a")).rejects.toThrow("WRONGPASS");
  });
});

describe("each fault", () => {
  it("latency: the answer comes, later", async () => {
    front.setFault({ kind: "latency", ms: 60 });
    const startedMs = performance.now();
    expect(await client().incr("a")).toBe(1);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(55); // timers and clock may differ by a little
  });

  it("hang: no answer while the caller waits, nothing run", async () => {
    front.setFault({ kind: "hang" });
    await expect(client(100).incr("a")).rejects.toThrow();
    front.setFault(null);
    expect(await client().exists("a")).toBe(0);
  });

  it("hang: ends when the front closes", async () => {
    const other = await startUpstashFront({ redisUrl: redis.url, token: "a-token" });
    other.setFault({
      kind: "hang",
      only() {
        queueMicrotask(() => other.close());
        return true;
      },
    });
    const headers = { Authorization: "Bearer a-token" };
    await expect(fetch(other.url, { method: "POST", headers, body: '["PING"]' })).rejects.toThrow();
  });

  it("status: an error with that status, nothing run", async () => {
    front.setFault({ kind: "status", status: 503 });
    expect((await post("INCR", "a")).status).toBe(503);
    await expect(client().incr("a")).rejects.toThrow();
    front.setFault(null);
    expect(await client().exists("a")).toBe(0);
  });

  it("garbage: 200 and no JSON", async () => {
    front.setFault({ kind: "garbage" });
    const response = await post("PING");
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it("wrong-shape: 200 and JSON that no command answers", async () => {
    front.setFault({ kind: "wrong-shape" });
    const response = await post("PING");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ result: { odd: true } });
  });

  it("drop-answer: the command runs, its caller does not learn it", async () => {
    front.setFault({ kind: "drop-answer" });
    await expect(client().incr("a")).rejects.toThrow();
    front.setFault(null);
    expect(await client().get("a")).toBe("1");
  });

  it("refuse: the connection is lost, nothing run", async () => {
    front.setFault({ kind: "refuse" });
    await expect(client().incr("a")).rejects.toThrow();
    front.setFault(null);
    expect(await client().exists("a")).toBe(0);
  });
});

describe("which calls meet it", () => {
  it("each n-th of those named, counted from when it was set", async () => {
    front.setFault({ kind: "status", status: 500, every: 2, only: ([name]) => name === "INCR" });
    expect((await post("INCR", "a")).status).toBe(200);
    expect((await post("GET", "a")).status).toBe(200);
    expect((await post("INCR", "a")).status).toBe(500);
    expect((await post("GET", "a")).status).toBe(200);
    expect((await post("INCR", "a")).status).toBe(200);
    expect(await client().get("a")).toBe("2");
  });

  it("a pipeline that holds one of those named", async () => {
    front.setFault({ kind: "status", status: 500, only: ([name]) => name === "INCR" });
    await expect(client().pipeline().get("a").incr("a").exec()).rejects.toThrow();
  });
});

describe("a Redis that goes away", () => {
  it("makes calls fail at once, and serves them again when it is back", async () => {
    const mortal = await startRedis();
    const other = await startUpstashFront({ redisUrl: mortal.url, token: "a-token" });
    const headers = { Authorization: "Bearer a-token" };
    const call = (path: string, body: string) =>
      fetch(`${other.url}${path}`, { method: "POST", headers, body, signal: AbortSignal.timeout(2000) });

    await mortal.stop();
    const failed = await call("/", '["PING"]');
    expect(failed.status).toBe(500);
    expect(await failed.text()).toBe('{"error":"ERR the database cannot be reached"}');
    expect((await call("/pipeline", '[["PING"],["PING"]]')).status).toBe(500);
    expect((await call("/multi-exec", '[["PING"]]')).status).toBe(500);

    const back = await startRedis({ port: mortal.port });
    await expect.poll(async () => (await call("/", '["PING"]')).status, { timeout: 5000 }).toBe(200);
    expect(await other.billed()).toBe(1);
    await other.close();
    await back.stop();
  });

  it("is reported when it is not there at the start", async () => {
    const mortal = await startRedis();
    await mortal.stop();
    await expect(startUpstashFront({ redisUrl: mortal.url, token: "a-token" })).rejects.toThrow(
      "Redis does not answer",
    );
  });
});
