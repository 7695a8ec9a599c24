/** To either side of the mean. */
const MOST_DRIFT = 0.1;

/** The minutes, after the warm-up, whose memory is too far from the mean of all of them, in words. */
export function listDrifts(whose: string, megabytes: readonly number[]): string[] {
  const mean = megabytes.reduce((sum, one) => sum + one, 0) / megabytes.length;
  const farthest = Math.max(...megabytes.map((one) => Math.abs(one - mean) / mean));
  if (farthest <= MOST_DRIFT) return [];
  const [share, bar] = [farthest, MOST_DRIFT].map((part) => `${(part * 100).toFixed(1)} %`);
  return [`the memory of ${whose} is up to ${share} away from its mean of ${mean.toFixed(2)} MB, the bar is ${bar}`];
}
