import { describe, expect, it } from "vitest";
import { leaveOutCommands } from "../../local/build.ts";

const commands = (count: number) =>
  Array.from({ length: count }, (_, i) => `a = () => new A${i}Command(1);`).join("\n");

describe("the lean Upstash client", () => {
  it("keeps the commands the link sends, and makes any other throw", () => {
    const lean = leaveOutCommands(`${commands(100)}\nb = () => new EvalCommand(2);\nc = () => new EvalshaCommand(3);`);
    expect(lean).not.toContain("A7Command");
    expect(lean).toContain("a = () => new LeftOut(1);");
    expect(lean).toContain("b = () => new EvalCommand(2);\nc = () => new EvalshaCommand(3);");
    expect(lean).toContain("class LeftOut { constructor() { throw");
  });

  it("fails the build when the client is laid out in another way", () => {
    expect(() => leaveOutCommands(commands(99))).toThrow("laid out in another way");
  });
});
