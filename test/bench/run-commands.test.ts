import { expect, it } from "vitest";
import { type Command, runCommands } from "./run-commands.ts";

const command = (name: string, script: string): Command => ({ name, args: ["--eval", script] });

async function run(commands: readonly Command[], limitSeconds = 60) {
  const said: string[] = [];
  const failed = await runCommands(commands, { atOnce: 2, limitSeconds, say: (line) => said.push(line) });
  return { failed: failed.map(({ name }) => name), said: said.join("\n") };
}

it("gives the commands that threw, with their last words, and runs the others all the same", async () => {
  const { failed, said } = await run([
    command("fine", "console.log('nobody needs this')"),
    command("broken", "console.error('almost there'); throw new Error('the bench is broken')"),
    command("fine too", ""),
  ]);
  expect(failed).toEqual(["broken"]);
  expect(said).toMatch(/almost there[\s\S]*the bench is broken[\s\S]*\nbroken failed with exit code 1 \(/);
  expect(said).toMatch(/^fine ran \(/m);
  expect(said).toMatch(/^fine too ran \(/m);
  expect(said).not.toContain("nobody needs this");
});

it("ends a command that goes on for too long, and counts it as failed", async () => {
  const { failed, said } = await run([command("stuck", "setInterval(() => {}, 1000)")], 0.2);
  expect(failed).toEqual(["stuck"]);
  expect(said).toMatch(/^stuck was ended by SIGKILL/m);
});

it("has nothing to give where there is nothing to run", async () => {
  expect(await run([])).toEqual({ failed: [], said: "" });
});
