import { describe, expect, it } from "vitest";
import { leaveOutCommands } from "../../../local/build/build.ts";

/** As the client is laid out: a method for each command, some others, and what makes scripts. */
const aClient = (commands: number) => `
var Redis = class {
  client;
${Array.from({ length: commands }, (_, i) => `  /** A${i} */\n  a${i} = () => new A${i}Command(1);`).join("\n")}
  createScript(script, opts) {
    return opts ? new ScriptRO(this, script) : new Script(this, script);
  }
  evalsha = () => new EvalshaCommand(3);
};
f = () => new GetCommand(2);
`;

describe("the lean Upstash client", () => {
  it("keeps the commands the link sends, and makes any other throw", () => {
    const lean = leaveOutCommands(aClient(100));
    expect(lean).not.toMatch(/A7Command|a7 =/);
    expect(lean).toContain("return opts ? new LeftOut(this, script) : new Script(this, script);");
    expect(lean).toContain("  client;\n");
    expect(lean).toContain("  evalsha = () => new EvalshaCommand(3);\n};\nf = () => new LeftOut(2);");
    expect(lean).toContain("class LeftOut { constructor() { throw");
  });

  it("fails the build when the client is laid out in another way", () => {
    expect(() => leaveOutCommands(aClient(97))).toThrow("laid out in another way");
  });
});
