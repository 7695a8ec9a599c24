import { createHash } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { useStack } from "../../support/use-stack.ts";
import { aFront } from "./a-front.ts";

const SHEBANG = "#!lua flags=allow-key-locking\n";

const local = useStack(aFront);
beforeEach(() => local.front.wipe());

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

const source = `${SHEBANG}return redis.call('INCR', KEYS[1])`;

it("knows a script by the SHA of the text its caller sent, key-locking line included", async () => {
  await local.front.forgetScripts();
  expect((await local.run("EVALSHA", sha1(source), 1, "a")).text).toMatch(/^\{"error":"NOSCRIPT/);
  expect((await local.run("EVAL", source, 1, "a")).text).toBe('{"result":1}');
  expect((await local.run("EVALSHA", sha1(source), 1, "a")).text).toBe('{"result":2}');
  expect((await local.run("EVALSHA", sha1(source).toUpperCase(), 1, "a")).text).toBe('{"result":3}');
  expect((await local.run("SCRIPT", "EXISTS", sha1(source))).text).toBe('{"result":[1]}');
});

it("forgets scripts when told, and not when data is wiped", async () => {
  await local.run("EVAL", source, 1, "a");
  await local.front.wipe();
  expect((await local.run("EVALSHA", sha1(source), 1, "a")).text).toBe('{"result":1}');
  await local.front.forgetScripts();
  expect((await local.run("EVALSHA", sha1(source), 1, "a")).text).toMatch(/^\{"error":"NOSCRIPT/);
});

it.each([
  ["the front is told to forget", () => local.front.forgetScripts()],
  ["a caller flushes", () => local.run("SCRIPT", "FLUSH")],
])("does not take a script for one with the line that was known before %s", async (_, forget) => {
  await local.run("EVAL", source, 1, "a");
  await forget();
  await local.run("EVAL", source.slice(SHEBANG.length), 1, "a");
  expect((await local.run("EVALSHA", sha1(source), 1, "a")).text).toMatch(/^\{"error":"NOSCRIPT/);
});

it("runs scripts with the line inside pipelines and transactions", async () => {
  const body = JSON.stringify([
    ["EVAL", source, "1", "a"],
    ["EVALSHA", sha1(source), "1", "a"],
  ]);
  expect((await local.ask("/pipeline", { body })).text).toBe('[{"result":1},{"result":2}]');
  expect((await local.ask("/multi-exec", { body })).text).toBe('[{"result":3},{"result":4}]');
});
