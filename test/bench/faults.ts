// The room through every fault: each row over four Worker processes with a crowd waiting, in real time.

import type { Bench, Say, Size } from "./bench.ts";
import { blockers } from "./faults/blockers-row.ts";
import { closed90 } from "./faults/closed-row.ts";
import { lostArrive, lostRelease, lostRenew, lostTurn, noscript } from "./faults/lost-rows.ts";
import { mergeFindings } from "./faults/merge.ts";
import { noCookiesBusy, noCookiesOpen } from "./faults/no-cookies-rows.ts";
import { open } from "./faults/open-row.ts";
import { down60, down180, slow5, tenth } from "./faults/outage-rows.ts";
import type { FaultRow, RowFinding } from "./faults/row.ts";
import { runRow, setStage } from "./faults/run-row.ts";
import { shrinkRow } from "./faults/shrink.ts";
import { wipe } from "./faults/wipe-row.ts";
import { clocks, killed, lowered, rotate } from "./faults/worker-rows.ts";

/** Rows of one lane follow each other. */
type Lane = readonly FaultRow[];

/**
 * The lanes of a wave run side by side, so that two cores are less than half used. All stages of a wave are set before
 * its first visitor comes: a process that starts takes the time that an answer is measured by. In the first are the
 * rows whose answers are timed; the rows that keep the machine busy all along are alone.
 */
const WAVES: readonly (readonly Lane[])[] = [
  [[down180], [down60, tenth, lostTurn], [slow5, noscript, lostArrive, lostRelease]],
  [[lostRenew], [killed, clocks], [rotate, open], [lowered], [blockers]],
  [[closed90], [noCookiesOpen]],
  [[wipe]],
  [[noCookiesBusy]],
];

/** As the last line lists them. */
const ORDER = (
  "down60 down180 slow5 tenth lost-turn lost-arrive lost-renew lost-release noscript wipe killed clocks rotate lowered " +
  "closed90 nocookies blockers open"
).split(" ");

/** Of rows that go the same way the smallest run has one: each costs a Redis and a Worker, all of them at once. */
const SMALLEST = "down60 lost-turn noscript wipe killed clocks rotate closed90 nocookies blockers open".split(" ");

export const faults: Bench = async ({ only, size, say }) => {
  const missed = only.filter((name) => !ORDER.includes(name)).map((name) => `there is no row ${name}`);
  const chosen = only.length > 0 ? only : size === "full" ? ORDER : SMALLEST;
  const findings: RowFinding[] = [];
  for (const wave of wavesOf(chosen, size)) findings.push(...(await runWave(wave, size, say)));
  if (size === "smallest") insistOnNoErrors(findings);
  const rows = mergeFindings(findings).sort((a, b) => ORDER.indexOf(a.fault) - ORDER.indexOf(b.fault));
  return { result: { rows }, missed: [...missed, ...findings.flatMap((finding) => finding.missed)] };
};

/** The only bar of a smallest run: a Worker that is built wrongly may start, and answer everybody with an error. */
function insistOnNoErrors(findings: readonly RowFinding[]): void {
  for (const { fault, errors } of findings.map(({ result }) => result)) {
    if (errors > 0) throw new Error(`${fault}: ${errors} errors were seen`);
  }
}

/** Nothing is timed in the smallest run, so that all its rows are side by side. */
function wavesOf(chosen: readonly string[], size: Size): (readonly Lane[])[] {
  const waves = WAVES.map((lanes) => lanes.map((lane) => lane.filter(({ fault }) => chosen.includes(fault))));
  return size === "full" ? waves : [waves.flat(2).map((row) => [shrinkRow(row)])];
}

async function runWave(lanes: readonly Lane[], size: Size, say: Say): Promise<RowFinding[]> {
  const set = [];
  try {
    for (const lane of lanes) {
      const stages = [];
      for (const row of lane) stages.push(await setStage(row, size));
      set.push(stages);
    }
    const found = await Promise.all(
      set.map(async (stages) => {
        const findings: RowFinding[] = [];
        for (const stage of stages) {
          findings.push(await runRow(stage, say));
          await stage.stack.stop();
        }
        return findings;
      }),
    );
    return found.flat();
  } finally {
    for (const { stack } of set.flat()) await stack.stop();
  }
}
