import { describe, expect, it } from "vitest";
import { MissingProgram } from "../../local/process/find-or-install.ts";
import type { Bench, Size } from "./bench.ts";
import { runBench } from "./run-bench.ts";

async function run(bench: Bench, size: Size) {
  const said: string[] = [];
  const printed: string[] = [];
  const options = {
    only: [],
    size,
    say: (line: string) => said.push(line),
    print: (line: string) => printed.push(line),
  };
  const end = await runBench(bench, options);
  return { end, said, printed };
}

const missingABar: Bench = async () => ({ result: { figure: 3 }, missed: ["3 is not 4"] });
const throwing: Bench = async () => {
  throw new Error("the bench is broken");
};

describe("a bench", () => {
  it("tells what it found, and each bar it missed", async () => {
    expect(await run(missingABar, "full")).toEqual({
      end: "missed",
      said: ["Missed: 3 is not 4."],
      printed: ['{"figure":3}'],
    });
  });

  it("is asked for no bar in its smallest run", async () => {
    expect(await run(missingABar, "smallest")).toEqual({ end: "passed", said: [], printed: ['{"figure":3}'] });
  });

  it.each(["full", "smallest"] as const)("fails when it throws, %s as it is", async (size) => {
    await expect(run(throwing, size)).rejects.toThrow("the bench is broken");
  });

  it("says what it lacks, and has not passed", async () => {
    const lacking: Bench = async () => {
      throw new MissingProgram("redis-server", "Install Redis.");
    };
    expect(await run(lacking, "smallest")).toMatchObject({ end: "missed", printed: [] });
  });
});
