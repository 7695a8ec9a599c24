// The recipes of docs/draw.md for checking a draw, run as a reader would run them.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { deriveDraw } from "../../src/seal/draw.ts";
import { aVisitor } from "../support/a-visitor.ts";

const run = promisify(execFile);
const anna = aVisitor("anna");
const page = await readFile(join(import.meta.dirname, "../../docs/draw.md"), "utf8");
const draw = await deriveDraw("a secret for the draw, of thirty-two bytes", {
  roomName: "main",
  opensAtMs: 1_800_000_000_000,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "corral-recipes-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The recipe in a language, saved as a file. */
async function recipeIn(language: "python" | "bash"): Promise<string> {
  const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, name, text = ""]) => ({ name, text }));
  const file = join(folder, language);
  await writeFile(file, blocks.find(({ name, text }) => name === language && text.includes("fingerprint"))?.text ?? "");
  return file;
}

async function needs(context: TestContext, ...programs: readonly (readonly [string, string])[]): Promise<void> {
  for (const [program, argument] of programs) {
    const isThere = await run(program, [argument]).then(
      () => true,
      () => false,
    );
    context.skip(!isThere, `${program} is not installed`);
  }
}

describe.each([
  ["python", "python3", [["python3", "--version"]]],
  [
    "bash",
    "bash",
    [
      ["bash", "--version"],
      ["openssl", "version"],
    ],
  ],
] as const)("the recipe in %s", (language, interpreter, programs) => {
  it("works out a ticket's number from what is published", async (context) => {
    await needs(context, ...programs);
    const { stdout } = await run(interpreter, [await recipeIn(language), draw.commitment, draw.key, anna]);
    expect(stdout).toBe(`${await draw.numberOf(anna)}\n`);
  });

  it("refuses a key that has another fingerprint", async (context) => {
    await needs(context, ...programs);
    const another = draw.key.replace(/^../, "00");
    const refused = run(interpreter, [await recipeIn(language), draw.commitment, another, anna]);
    await expect(refused).rejects.toThrow("not the key that was promised");
  });
});
