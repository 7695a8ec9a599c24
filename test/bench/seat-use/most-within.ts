/** Most of these times that fall into any span of `spanMs`, which holds its beginning and not its end. */
export function mostWithin(timesMs: readonly number[], spanMs: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  sorted.forEach((atMs, at) => {
    while (atMs - (sorted[from] ?? atMs) >= spanMs) from += 1;
    most = Math.max(most, at - from + 1);
  });
  return most;
}
