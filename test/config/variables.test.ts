import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/config/shapes.ts";
import { VARIABLES } from "../../src/config/variables.ts";

const wranglerToml = await readFile("wrangler.toml", "utf8");
const vars = wranglerToml.slice(wranglerToml.indexOf("[vars]"));

/** The lines of one table, comments left out. */
function linesOf(table: string): string[] {
  const [, rest = ""] = wranglerToml.split(`\n[${table}]\n`);
  const lines = rest.split(/\n\[/)[0]?.split("\n") ?? [];
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

describe("the table of variables", () => {
  it("lists what is parsed, in no other spelling", () => {
    expect(VARIABLES.map(({ name }) => name).sort()).toEqual(Object.keys(SHAPES).sort());
  });

  it("gives a default to no required variable", () => {
    expect(VARIABLES.filter((variable) => variable.required && variable.default !== null)).toEqual([]);
  });
});

describe("wrangler.toml", () => {
  it("shows every variable that has a default, with that default", () => {
    for (const { name, default: text } of VARIABLES) {
      if (text !== null) expect(vars).toContain(`\n# ${name} = "${text}"\n`);
    }
  });

  it("sets or asks for all that is required, and nothing else", () => {
    const set = linesOf("vars").map((line) => line.split(" = ")[0]);
    const [secrets = ""] = linesOf("secrets");
    const required = VARIABLES.filter((variable) => variable.required).map(({ name }) => name);
    expect([...set, ...(secrets.match(/[A-Z_]+/g) ?? [])].sort()).toEqual(required.sort());
  });

  it("keeps the URLs of visitors out of the logs", () => {
    expect(linesOf("observability.logs")).toEqual(["enabled = true", "invocation_logs = false"]);
  });

  it("explains every other variable, secrets among the secrets", () => {
    for (const { name } of VARIABLES) expect(wranglerToml).toContain(name);
    expect(vars).not.toMatch(/SECRET|TOKEN/);
  });
});
