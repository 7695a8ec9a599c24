import { beforeEach, describe, expect, it } from "vitest";
import { useStack } from "../../support/use-stack.ts";
import { aFront } from "./a-front.ts";

const local = useStack(aFront);
beforeEach(() => local.front.wipe());

describe("a single command", () => {
  it("answers with its result", async () => {
    expect(await local.run("SET", "name", "Ana")).toEqual({ status: 200, text: '{"result":"OK"}' });
    expect(await local.run("get", "name")).toEqual({ status: 200, text: '{"result":"Ana"}' });
  });

  it("answers integers as numbers, to the last digit beyond 2^53", async () => {
    await local.run("SET", "count", "9007199254740992");
    expect((await local.run("INCR", "count")).text).toBe('{"result":9007199254740993}');
    expect((await local.run("DECRBY", "count", "9007199254740994")).text).toBe('{"result":-1}');
  });

  it("answers digits that are a string as a string, nothing as null, and nests arrays", async () => {
    const script = "return {1, '1', {false, {'deep'}}, {}, '건강'}";
    expect((await local.run("EVAL", script, 0)).text).toBe('{"result":[1,"1",[null,["deep"]],[],"건강"]}');
  });

  it("takes numbers and booleans as arguments", async () => {
    await local.run("RPUSH", "list", 1, 2.5, true);
    expect((await local.run("LRANGE", "list", 0, -1)).text).toBe('{"result":["1","2.5","true"]}');
  });

  it("answers a reply of several network packets whole", async () => {
    const large = "x".repeat(1_000_000);
    await local.run("SET", "large", large);
    expect((await local.run("GET", "large")).text).toBe(`{"result":"${large}"}`);
  });

  it("answers what Redis refuses with 400 and Redis' words", async () => {
    expect(await local.run("GET")).toEqual({
      status: 400,
      text: `{"error":"ERR wrong number of arguments for 'get' command"}`,
    });
  });

  it.each([
    ["no JSON", "{", "ERR failed to parse command"],
    ["no array", '{"a":1}', "ERR failed to parse command"],
    ["nothing", "[]", "ERR empty command"],
    ["null as an argument", '["GET",null]', "ERR null args are not supported"],
    ["an object as an argument", '["GET",{}]', "ERR failed to parse command"],
    [
      "a command that would take the shared connection",
      '["subscribe","a"]',
      "ERR Command is not available: 'SUBSCRIBE'",
    ],
  ])("answers %s with 400", async (_, body, error) => {
    expect(await local.ask("/", { body })).toEqual({ status: 400, text: JSON.stringify({ error }) });
  });
});

describe("base64", () => {
  it("encodes every string but OK, nested ones too, and no number", async () => {
    const headers = { "Upstash-Encoding": "base64" };
    expect((await local.ask("/", { body: '["SET","a","b"]', headers })).text).toBe('{"result":"OK"}');
    expect((await local.ask("/", { body: '["PING"]', headers })).text).toBe('{"result":"UE9ORw=="}');
    const body = JSON.stringify(["EVAL", "return {7, 'a', {'OK', 'b', false}}", "0"]);
    expect((await local.ask("/", { body, headers })).text).toBe('{"result":[7,"YQ==",["OK","Yg==",null]]}');
  });

  it("carries bytes that are no UTF-8", async () => {
    const body = JSON.stringify(["EVAL", "return '\\255\\0'", "0"]);
    expect((await local.ask("/", { body, headers: { "Upstash-Encoding": "base64" } })).text).toBe('{"result":"/wA="}');
  });

  it("leaves error messages readable", async () => {
    const answer = await local.ask("/", { body: '["GET"]', headers: { "Upstash-Encoding": "base64" } });
    expect(answer.text).toContain("wrong number of arguments");
  });
});

describe("several commands", () => {
  it("gives each command of a pipeline its own result or error", async () => {
    const body = JSON.stringify([
      ["SET", "a", "1"],
      ["LPUSH", "a", "x"],
      ["INCR", "a"],
    ]);
    const { status, text } = await local.ask("/pipeline", { body });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual([
      { result: "OK" },
      { error: "WRONGTYPE Operation against a key holding the wrong kind of value" },
      { result: 2 },
    ]);
  });

  it("runs a transaction with nothing in between", async () => {
    const rivals = Promise.all(Array.from({ length: 50 }, () => local.run("INCR", "a")));
    const body = JSON.stringify([
      ["SET", "a", "1000"],
      ["INCR", "a"],
      ["LPUSH", "a", "x"],
      ["GET", "a"],
    ]);
    const { text } = await local.ask("/multi-exec", { body });
    await rivals;
    expect(JSON.parse(text)).toEqual([
      { result: "OK" },
      { result: 1001 },
      { error: "WRONGTYPE Operation against a key holding the wrong kind of value" },
      { result: "1001" },
    ]);
  });

  it("discards a transaction as a whole for a command that cannot be queued", async () => {
    const { status, text } = await local.ask("/multi-exec", { body: '[["SET","a","1"],["NOPE"]]' });
    expect(status).toBe(400);
    expect(text).toMatch(/^\{"error":"EXECABORT/);
    expect((await local.run("EXISTS", "a")).text).toBe('{"result":0}');
  });

  it.each(["/pipeline", "/multi-exec"])("answers an empty body of %s with 400", async (path) => {
    expect((await local.ask(path, { body: "[]" })).status).toBe(400);
    expect((await local.ask(path, { body: '["SET","a","b"]' })).status).toBe(400);
  });
});

describe("the path form", () => {
  it("takes a command from the path, its query and its body", async () => {
    expect((await local.ask("/set/a%2Fb/x%20y?EX=100", { method: "GET" })).text).toBe('{"result":"OK"}');
    expect((await local.ask("/get/a%2Fb", { method: "GET" })).text).toBe('{"result":"x y"}');
    expect((await local.ask("/ttl/a%2Fb", { method: "GET" })).text).toBe('{"result":100}');
    expect((await local.ask("/set/c", { body: "from the body" })).text).toBe('{"result":"OK"}');
    expect((await local.ask("/get/c", { method: "GET" })).text).toBe('{"result":"from the body"}');
  });
});

describe("whom it answers", () => {
  it.each([
    ["none", {}],
    ["another", { Authorization: "Bearer another" }],
    ["no bearer", { Authorization: "a-token" }],
  ])("answers 401 to a call with the token: %s", async (_, headers) => {
    for (const path of ["/", "/pipeline", "/multi-exec", "/get/a"]) {
      const response = await fetch(`${local.front.url}${path}`, { method: "POST", headers, body: '["DBSIZE"]' });
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('{"error":"WRONGPASS invalid or missing auth token"}');
    }
  });

  it("takes the token from the query as well", async () => {
    const response = await fetch(`${local.front.url}/echo/hi?_token=a-token`);
    expect(await response.text()).toBe('{"result":"hi"}');
  });

  it("answers other methods with 405", async () => {
    for (const path of ["/", "/pipeline", "/multi-exec"]) {
      expect((await local.ask(path, { method: "GET" })).status).toBe(405);
    }
    expect((await local.ask("/get/a", { method: "DELETE" })).status).toBe(405);
  });
});

describe("what it counts", () => {
  it("counts calls, and names the commands in them in order", async () => {
    const before = local.front.callCount();
    const seen = local.front.commands().length;
    await local.run("set", "a", "1");
    await local.ask("/pipeline", { body: '[["get","a"],["incr","a"]]' });
    expect(local.front.callCount()).toBe(before + 2);
    expect(local.front.commands().slice(seen)).toEqual(["SET", "GET", "INCR"]);
  });

  it("remembers a thousand commands, the last ones", async () => {
    const body = JSON.stringify([...Array.from({ length: 1500 }, () => ["PING"]), ["ECHO", "last"]]);
    await local.ask("/pipeline", { body });
    expect(local.front.commands()).toHaveLength(1000);
    expect(local.front.commands().at(-1)).toBe("ECHO");
  });
});
