// Whether the waits that people are given hold: every case with visits of widely spread and of nearly one length.

import type { Bench } from "./bench.ts";
import { planCases } from "./waits/cases.ts";
import { runCase } from "./waits/run-case.ts";
import type { WaitRow } from "./waits/score.ts";

const HELD_LEAST = 0.8;
const MEDIAN_ERROR_MOST = 0.15;
/** Cases side by side: the crowds of four, some hundred polls a second together, leave two cores half idle. */
const AT_ONCE = 4;

export const waits: Bench = async ({ only, size, say }) => {
  const chosen = planCases(size).filter(
    ({ name }) => only.length === 0 || only.some((asked) => name.startsWith(asked)),
  );
  const rows: WaitRow[] = [];
  for (let at = 0; at < chosen.length; at += AT_ONCE) {
    rows.push(...(await Promise.all(chosen.slice(at, at + AT_ONCE).map((one) => runCase(one, size, say)))));
  }
  return { result: { rows }, missed: rows.flatMap(listMissed) };
};

function listMissed(row: WaitRow): string[] {
  const { firstHeld, halfWayHeld, medianError, widest } = row;
  const missed: string[] = [];
  if (!(firstHeld >= HELD_LEAST)) missed.push(`${firstHeld} of the first ranges held, ${HELD_LEAST} must`);
  if (!(halfWayHeld >= HELD_LEAST)) missed.push(`${halfWayHeld} of the ranges at half-way held, ${HELD_LEAST} must`);
  if (!(medianError <= MEDIAN_ERROR_MOST)) missed.push(`the median error is ${medianError}, not ${MEDIAN_ERROR_MOST}`);
  if (widest === "too wide") missed.push("a range was wider than 25 % to either side of its middle, or 30 s");
  return missed.map((sentence) => `${row.case}: ${sentence}`);
}
