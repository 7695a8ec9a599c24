import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VARIABLES } from "../src/config/variables.ts";
import type { Answer, Browser } from "./support/gate/a-browser.ts";
import { aGate } from "./support/gate/a-gate.ts";
import { type GateStack, startGateStack } from "./support/gate/gate-stack.ts";

const readme = await readFile(join(import.meta.dirname, "..", "README.md"), "utf8");

/** The rows of the table under a heading, each cell trimmed, without the head and the rule. */
function tableAfter(headingOrText: string): string[][] {
  const lines = readme.slice(readme.indexOf(headingOrText)).split("\n");
  const from = lines.findIndex((line) => line.startsWith("|"));
  const rows = lines.slice(
    from,
    lines.findIndex((line, at) => at > from && !line.startsWith("|")),
  );
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

let stack: GateStack;
beforeAll(async () => {
  stack = await startGateStack();
});
afterAll(() => stack.stop());

/** A status that only the origin gives here. */
const BYPASSED = 226;

/** One request of each row of the README's table of answers. */
const WAYS: Readonly<Record<string, (visitor: Browser) => Promise<Answer>>> = {
  navigation: (visitor) => visitor.navigate("/race"),
  "status poll": (visitor) => visitor.poll(),
  API: (visitor) => visitor.api("/race"),
  subresource: (visitor) => visitor.subresource("/style.css"),
  preflight: (visitor) =>
    visitor.api("/race", { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } }),
  language: (visitor) => visitor.switchTo("ko", "/race"),
  leave: (visitor) => visitor.leave("header"),
  bypass: (visitor) => visitor.navigate("/pay/done"),
};

describe("the README", () => {
  it("tells the answer to each kind of request as the gate gives it", async () => {
    const gate = aGate(stack, { CAPACITY: "0", BYPASS: "/pay/*" });
    stack.origin.on("/pay/done", () => new Response("paid", { status: BYPASSED }));
    const rows = tableAfter("by kind of request:");
    const told = rows.map(([request, , answer = ""]) => [request, Number(/\d{3}/.exec(answer)?.[0] ?? BYPASSED)]);
    const given: [string, number][] = [];
    for (const [request, send] of Object.entries(WAYS)) given.push([request, (await send(gate.aBrowser())).status]);
    expect(given).toEqual(told);
  });

  it("lists every setting with its default, in the order of the code", () => {
    const told = tableAfter("## Settings").map(([name, text]) => [name, text]);
    const known = VARIABLES.map(({ name, required, default: text }) => [
      `\`${name}\``,
      required ? "required" : text === null ? "–" : `\`${text}\``,
    ]);
    expect(told).toEqual(known);
  });

  it("names the two commands that do everything", () => {
    expect(readme).toContain("npm ci && npm start");
    expect(readme).toContain("npm ci && npm test");
  });

  it("names only scripts that there are", async () => {
    const { scripts } = JSON.parse(await readFile(join(import.meta.dirname, "..", "package.json"), "utf8"));
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !((name as string) in scripts))).toEqual([]);
  });
});
