import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VARIABLES } from "../../src/config/variables.ts";

const toml = await readFile(join(import.meta.dirname, "../../wrangler.toml"), "utf8");

/** The lines of one table, comments left out. */
function linesOf(table: string): string[] {
  const [, rest = ""] = toml.split(`\n[${table}]\n`);
  const lines = rest.split(/\n\[/)[0]?.split("\n") ?? [];
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

it("sets or asks for all that is required, and nothing else", () => {
  const vars = linesOf("vars").map((line) => line.split(" = ")[0]);
  const [secrets = ""] = linesOf("secrets");
  const required = VARIABLES.filter((variable) => variable.required).map(({ name }) => name);
  expect([...vars, ...(secrets.match(/[A-Z_]+/g) ?? [])].sort()).toEqual(required.sort());
});

it("keeps the URLs of visitors out of the logs", () => {
  expect(linesOf("observability.logs")).toEqual(["enabled = true", "invocation_logs = false"]);
});
