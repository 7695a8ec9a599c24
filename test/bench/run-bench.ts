import { MissingProgram } from "../../local/process/find-or-install.ts";
import type { Bench, Say, Size } from "./bench.ts";

export type RunOptions = {
  readonly only: readonly string[];
  readonly size: Size;
  readonly say: Say;
  /** Takes the one line of what was found. */
  readonly print: Say;
};

/** Runs a benchmark and tells how it went: of a smallest run no bar is asked. *Fails*: as the benchmark does. */
export async function runBench(bench: Bench, options: RunOptions): Promise<"passed" | "missed"> {
  const { only, size, say, print } = options;
  try {
    const { result, missed } = await bench({ only, size, say });
    print(JSON.stringify(result));
    if (size === "smallest") return "passed";
    for (const bar of missed) say(`Missed: ${bar}.`);
    return missed.length === 0 ? "passed" : "missed";
  } catch (fault) {
    if (!(fault instanceof MissingProgram)) throw fault;
    say(fault.message);
    return "missed";
  }
}
