/** Counts during a run; the visitors write them, progress and sampler read them. */
export type Tally = {
  polls: number;
  /** Visitors who wait at this moment and will poll again. */
  waiting: number;
  admitted: number;
  vanished: number;
  /** By a description of what went wrong. */
  readonly errors: Map<string, number>;
};

export function newTally(): Tally {
  return { polls: 0, waiting: 0, admitted: 0, vanished: 0, errors: new Map() };
}

export function countError(tally: Tally, what: string): void {
  tally.errors.set(what, (tally.errors.get(what) ?? 0) + 1);
}

export function countErrors(tally: Tally): number {
  let sum = 0;
  for (const count of tally.errors.values()) sum += count;
  return sum;
}
