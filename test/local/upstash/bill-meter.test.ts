import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { sumBilled } from "../../../local/upstash/bill-meter.ts";
import { useStack } from "../../support/use-stack.ts";
import { aFront } from "./a-front.ts";

const local = useStack(aFront);
beforeEach(() => local.front.wipe());

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

it("sums the calls, but for those that only a local Redis gets", () => {
  const info = [
    "# Commandstats",
    "cmdstat_evalsha:calls=3,usec=90,usec_per_call=30.00,rejected_calls=0,failed_calls=1",
    "cmdstat_zadd:calls=2,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_script|load:calls=1,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_script|flush:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_client|setinfo:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_config|resetstat:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_hello:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_info:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "cmdstat_flushall:calls=100,usec=4,usec_per_call=2.00,rejected_calls=0,failed_calls=0",
    "",
  ].join("\r\n");
  expect(sumBilled(info)).toBe(6);
});

it("finds nothing to bill on an unused Redis", () => {
  expect(sumBilled("# Commandstats\r\n")).toBe(0);
});

describe("the bill", () => {
  it("counts a script with three commands inside as four", async () => {
    const source = "redis.call('SET', KEYS[1], 1) redis.call('INCR', KEYS[1]) return redis.call('GET', KEYS[1])";
    await local.run("EVAL", source, 1, "a");
    await local.front.resetBill();
    await local.run("EVALSHA", sha1(source), 1, "a");
    expect(await local.front.billed()).toBe(4);
  });

  it("counts a variadic command once and each command of a pipeline", async () => {
    await local.front.resetBill();
    await local.run("ZADD", "line", 1, "a", 2, "b", 3, "c");
    await local.ask("/pipeline", { body: '[["PING"],["PING"]]' });
    expect(await local.front.billed()).toBe(3);
  });

  it("leaves out what only a local Redis costs", async () => {
    await local.front.resetBill();
    await local.front.forgetScripts();
    await local.front.wipe();
    await local.front.billed();
    expect(await local.front.billed()).toBe(0);
  });

  it("is empty after connecting", async () => {
    const fresh = await aFront();
    expect((await fresh.run("INFO", "commandstats")).text).toBe('{"result":"# Commandstats\\r\\n"}');
    expect(await fresh.front.billed()).toBe(0);
    await fresh.stop();
  });
});
