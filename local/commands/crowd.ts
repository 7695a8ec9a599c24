/**
 * `npm run crowd`: sends a crowd of independent visitors through several Worker processes that share one Redis, over
 * real HTTP and in real time. Progress goes to stderr; the last line of stdout is the report as one JSON object.
 */

import { type CrowdCommand, parseCrowdArguments } from "../crowd/arguments.ts";
import { startStack } from "../crowd/crowd-stack.ts";
import { listBroken } from "../crowd/report.ts";
import { type RunOptions, runCrowd } from "../crowd/run-crowd.ts";
import { MissingProgram } from "../process/find-or-install.ts";
import { openingVars } from "../stack/opening-vars.ts";

const PASSED = 0;
const BROKEN = 1;
const MISUSED = 2;
/** The Workers must know the opening before they start; four of them take about ten seconds on two cores. */
const START_MOST_MS = 30_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseCrowdArguments(args);
  if (parsed.kind === "misuse") {
    say(parsed.sentence);
    return MISUSED;
  }
  try {
    return await runCommand(parsed.command);
  } catch (fault) {
    if (!(fault instanceof MissingProgram)) throw fault;
    say(fault.message);
    return BROKEN;
  }
}

async function runCommand(command: CrowdCommand): Promise<number> {
  const { plan, capacity, workers, lobby } = command;
  const opensInMs = (lobby?.opensInSeconds ?? 0) * 1000;
  const opensAtMs = Math.ceil((Date.now() + START_MOST_MS + opensInMs) / 1000) * 1000;
  const opening = lobby === null ? {} : { opening: { order: lobby.order, opensAtMs } };
  const vars = lobby === null ? command.vars : { ...command.vars, ...openingVars(lobby.order, opensAtMs) };
  say(`Starting Redis and ${workers} Worker processes for ${plan.visitors} visitors and ${capacity} seats.`);
  const stack = await startStack({ workers, capacity, vars });
  try {
    if (lobby !== null) await untilTheCrowdComes(opensAtMs - opensInMs);
    const options: RunOptions = { stack, plan, capacity, ...opening, onProgress: say };
    const run = await runCrowd(options);
    for (const [what, count] of run.tally.errors) say(`error: ${what}, ${count} times`);
    const { count, longestGapMs } = run.samples;
    say(`Seats were read ${count} times, ${Math.round(longestGapMs)} ms apart at most.`);
    const broken = listBroken(run.report);
    for (const sentence of broken) say(`Broken: ${sentence}.`);
    process.stdout.write(`${JSON.stringify(run.report)}\n`);
    return broken.length === 0 ? PASSED : BROKEN;
  } finally {
    await stack.stop();
  }
}

async function untilTheCrowdComes(atMs: number): Promise<void> {
  const leftMs = atMs - Date.now();
  if (leftMs < 0) throw new Error(`The Workers took more than ${START_MOST_MS / 1000} seconds to start.`);
  say(`The crowd comes to the lobby in ${Math.round(leftMs / 1000)} seconds.`);
  await new Promise((resolve) => setTimeout(resolve, leftMs));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
