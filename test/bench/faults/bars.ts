import type { Bars, RowResult } from "./row.ts";

/** Every bar a row missed, in words, with the figure and the bar. */
export function listMissed(result: RowResult, bars: Bars): string[] {
  const { fault, errors, lost, inversions, peakPasses, capacity, slowestMs, slowestOpenMs } = result;
  const mostPasses = capacity * (1 + (bars.passesAbove ?? 0));
  const missed: string[] = [];
  if (errors > 0) missed.push(`${errors} errors were seen, none may be`);
  if (lost > 0) missed.push(`${lost} lost their places, nobody may`);
  if (inversions > 0 && bars.order !== "let go") missed.push(`${inversions} pairs broke the order, none may`);
  if (peakPasses > mostPasses) missed.push(`${peakPasses} passes were live at once, ${mostPasses} may be`);
  if (bars.slowestMs !== undefined && slowestMs > bars.slowestMs) {
    missed.push(`the slowest answer took ${slowestMs} ms, ${bars.slowestMs} are allowed`);
  }
  if (bars.slowestOpenMs !== undefined && slowestOpenMs !== undefined && slowestOpenMs > bars.slowestOpenMs) {
    const words = `the slowest answer once the breakers were open took ${slowestOpenMs} ms`;
    missed.push(`${words}, ${bars.slowestOpenMs} are allowed`);
  }
  return missed.map((sentence) => `${fault}: ${sentence}`);
}
