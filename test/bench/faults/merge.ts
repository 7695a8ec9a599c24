import type { RowFinding, RowResult } from "./row.ts";

/** A fault that was brought about in two rooms is one row: what is counted adds up, of the rest the worse stands. */
export function mergeFindings(findings: readonly RowFinding[]): RowResult[] {
  const merged = new Map<string, RowResult>();
  for (const { result } of findings) {
    const other = merged.get(result.fault);
    merged.set(result.fault, other === undefined ? result : mergeResults(other, result));
  }
  return [...merged.values()];
}

function mergeResults(a: RowResult, b: RowResult): RowResult {
  const fuller = a.peakPasses * b.capacity >= b.peakPasses * a.capacity ? a : b;
  return {
    fault: a.fault,
    visitors: a.visitors + b.visitors,
    errors: a.errors + b.errors,
    lost: a.lost + b.lost,
    inversions: a.inversions + b.inversions,
    peakPasses: fuller.peakPasses,
    capacity: fuller.capacity,
    recoverySeconds: Math.max(a.recoverySeconds, b.recoverySeconds),
    slowestMs: Math.max(a.slowestMs, b.slowestMs),
  };
}
