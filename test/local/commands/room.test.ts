import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { main, type RoomEnv } from "../../../local/commands/room.ts";
import { serveLocally } from "../../../local/process/listen.ts";
import { LOCAL_ADMIN_TOKEN } from "../../../local/stack/laptop-stack.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const COMMAND = join(import.meta.dirname, "../../../local/commands/room.ts");

const stack = useGateStack();

/** `npm run room -- …` against a room; gives its output and its exit code. */
async function order(args: readonly string[], env: RoomEnv) {
  let printed = "";
  let complained = "";
  const code = await main(args, env, {
    print: (text) => (printed += text),
    complain: (text) => (complained += text),
  });
  return { printed, complained, code };
}

/** The same as a process of its own. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } });
  const ended = new Promise<number | null>((closed) => child.once("close", closed));
  const [printed, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { printed, complained, code: await ended };
}

async function aRoom() {
  const gate = aGate(stack, { ADMIN_TOKEN: LOCAL_ADMIN_TOKEN });
  const server = await serveLocally((request) => gate.fetch(request), 0);
  return { ROOM_URL: server.url, close: server.close };
}

describe("npm run room", () => {
  it("pauses with a reason, sets limits and message, opens again, and shows the log", async () => {
    const { close, ...env } = await aRoom();
    expect(JSON.parse((await order(["pause", "--reason", "A rest"], env)).printed)).toMatchObject({
      state: "paused",
      why: "A rest",
    });
    await order(["capacity", "7"], env);
    await order(["inflow", "30"], env);
    await order(["message", "Bring your number"], env);
    await order(["open"], env);
    expect(JSON.parse((await order(["status"], env)).printed)).toMatchObject({
      state: "open",
      why: null,
      capacity: 7,
      inflowPerMinute: 30,
      message: "Bring your number",
    });
    await order(["inflow", "unlimited"], env);
    await order(["capacity", "default"], env);
    expect(JSON.parse((await order(["message", "none"], env)).printed)).toMatchObject({
      capacity: 1,
      inflowPerMinute: "unlimited",
      message: null,
    });
    const { printed, code } = await order(["log"], env);
    expect(JSON.parse(printed)).toHaveLength(8);
    expect(code).toBe(0);
    await close();
  });

  it.each([
    [[]],
    [["reopen"]],
    [["capacity"]],
    [["pause", "The payment provider is down"]],
    [["message", "Only", "relay", "teams"]],
    [["open", "now"]],
  ])("says how it is used: %j", async (args) => {
    const { complained, code } = await order(args, {});
    expect(complained).toContain("npm run room -- <command>");
    expect(code).toBe(2);
  });

  it("says what is wrong, and ends with 1", async () => {
    const { close, ...env } = await aRoom();
    const denied = await order(["open"], { ...env, ADMIN_TOKEN: "another" });
    expect([denied.code, denied.complained]).toEqual([1, '{\n  "problem": "The token is not the room\'s."\n}\n']);
    const senseless = await order(["capacity", "many"], env);
    expect(senseless.code).toBe(1);
    expect(senseless.complained).toContain("must be a whole number of people");
    const none = await order(["inflow", "0"], env);
    expect(none.complained).toContain('must be \\"unlimited\\", null, or a whole number of people per minute from 1');
    await close();
    // A process of its own: this one still holds a connection to the room.
    const away = await run(["status"], env);
    expect(away.code).toBe(1);
    expect(away.complained).toContain("ECONNREFUSED");
  });

  it("says so on its standard output and error, and ends with the code", async () => {
    const { close, ...env } = await aRoom();
    const status = await run(["status"], env);
    expect(status).toMatchObject({ complained: "", code: 0 });
    expect(JSON.parse(status.printed)).toMatchObject({ state: "open" });
    await close();
    expect(await run(["open", "now"], {})).toMatchObject({ printed: "", code: 2 });
  });
});
