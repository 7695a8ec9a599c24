/** One sample: how many seats and calls had ended since the room was made, and the seat time used by then. */
export type EndsNote = { readonly ended: number; readonly seatSeconds: number };

/** Recent turnovers predict the next one best; averaging more than three removes little more noise. */
const TURNOVERS_MOST = 3;
/** With fewer ends, one visit more or less would show in the figure. */
const TURNOVER_LEAST = 10;

/**
 * Seconds a seat is kept, by Little's law (Little 1961): seat time used divided by seats ended, over whole turnovers of
 * the `taken` seats; `null` before the first has ended.
 *
 * Visits of one length end in waves, which mislead within a turnover but not over whole ones. The first turnover counts
 * only while there is no other: its short visits end in it, its long ones do not.
 */
export function readSeatKept(notes: readonly EndsNote[], taken: number): number | null {
  const [first, last] = [notes[0], notes.at(-1)];
  if (first === undefined || last === undefined) return null;
  const turnover = Math.max(taken, TURNOVER_LEAST);
  const whole = Math.floor((last.ended - first.ended) / turnover);
  if (whole < 1) return null;
  const turnovers = Math.min(TURNOVERS_MOST, Math.max(1, whole - 1));
  // Never the last note itself, even if nearest: a wave may end more seats in one turn than these turnovers hold.
  const from = nearest(notes.slice(0, -1), last.ended - turnovers * turnover);
  return (last.seatSeconds - from.seatSeconds) / (last.ended - from.ended);
}

function nearest(notes: readonly EndsNote[], ended: number): EndsNote {
  return notes.reduce((best, note) => (Math.abs(note.ended - ended) < Math.abs(best.ended - ended) ? note : best));
}
