/** A visitor who kept polling and was admitted: what matters for the order of the line. */
export type AdmittedInOrder = {
  readonly number: number;
  readonly admittedAtMs: number;
  /** How much later than a higher number they may be admitted without counting as overtaken. */
  readonly slackMs: number;
};

/** Two turns, of a second each. */
const TWO_TURNS_MS = 2000;
/** The extra slack in the first minute of a burst, when the line does not yet know every ticket's holder. */
const BURST_SLACK_MS = 10_000;
const BURST_MS = 60_000;

/**
 * The slack of a visitor admitted `admittedAtMs` after the burst began and last told to poll again in `toldMs`.
 *
 * The room's promise: of two visitors who keep polling when told, the lower number is admitted later than the higher by
 * at most its last poll interval, plus two turns, plus 10 s in the first minute of a burst.
 */
export function slackOf(admittedAtMs: number, toldMs: number): number {
  return toldMs + TWO_TURNS_MS + (admittedAtMs < BURST_MS ? BURST_SLACK_MS : 0);
}

/**
 * How many pairs break the order: the lower number was admitted later than the higher one by more than its slack.
 *
 * *Costs*: O(n log n). From the highest number down, a Fenwick tree (Fenwick 1994) counts admissions before a time.
 */
export function countInversions(admitted: readonly AdmittedInOrder[]): number {
  const timesMs = admitted.map((one) => one.admittedAtMs).sort((a, b) => a - b);
  const fromTheBack = [...admitted].sort((a, b) => b.number - a.number);
  const tree = new Uint32Array(timesMs.length + 1);
  let beside: AdmittedInOrder[] = [];
  let pairs = 0;
  for (const one of fromTheBack) {
    // Equal numbers have no order among themselves: they enter the tree only after the last of them is counted.
    if (beside[0]?.number !== one.number) {
      for (const other of beside) enter(tree, countBelow(timesMs, other.admittedAtMs) + 1);
      beside = [];
    }
    pairs += countEntered(tree, countBelow(timesMs, one.admittedAtMs - one.slackMs));
    beside.push(one);
  }
  return pairs;
}

function enter(tree: Uint32Array, slot: number): void {
  for (let at = slot; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
}

function countEntered(tree: Uint32Array, upToSlot: number): number {
  let sum = 0;
  for (let at = upToSlot; at > 0; at -= at & -at) sum += tree[at] ?? 0;
  return sum;
}

/** How many of the sorted times lie strictly before `limitMs`. */
function countBelow(timesMs: readonly number[], limitMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timesMs[middle] ?? 0) < limitMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
