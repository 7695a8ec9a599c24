import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VARIABLES } from "../src/config/variables.ts";

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

describe("the README", () => {
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
