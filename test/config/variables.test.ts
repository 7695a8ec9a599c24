import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/config/shapes.ts";
import { VARIABLES } from "../../src/config/variables.ts";

const wranglerToml = await readFile("wrangler.toml", "utf8");
const vars = wranglerToml.slice(wranglerToml.indexOf("[vars]"));

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

  it("explains every other variable, secrets among the secrets", () => {
    for (const { name } of VARIABLES) expect(wranglerToml).toContain(name);
    expect(vars).not.toMatch(/SECRET|TOKEN/);
  });
});
