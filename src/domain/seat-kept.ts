/** By when so many seats and calls had ended since the room was made, and the seat time used by then. */
export type EndsNote = { readonly ended: number; readonly seatSeconds: number };

/** Later turnovers say more about the next than older ones; more than three average little more noise away. */
const TURNOVERS_MOST = 3;
/** Of fewer, one visit more or less would show. */
const TURNOVER_LEAST = 10;

/**
 * How long a seat is kept, by Little's law (Little 1961): seat time used over seats ended, over whole turnovers of those
 * taken. Visits of one length end in waves; over a part of a turnover that would mislead, over whole ones it does not.
 * The first turnover counts only while there is no other: its short visits end in it, and its long ones do not.
 *
 * `null` before one turnover of `taken` has ended.
 */
export function readSeatKept(notes: readonly EndsNote[], taken: number): number | null {
  const [first, last] = [notes[0], notes.at(-1)];
  if (first === undefined || last === undefined) return null;
  const turnover = Math.max(taken, TURNOVER_LEAST);
  const whole = Math.floor((last.ended - first.ended) / turnover);
  if (whole < 1) return null;
  const turnovers = Math.min(TURNOVERS_MOST, Math.max(1, whole - 1));
  // Never the last itself, though it be the nearest: a wave may end more in one turn than so many turnovers.
  const from = nearest(notes.slice(0, -1), last.ended - turnovers * turnover);
  return (last.seatSeconds - from.seatSeconds) / (last.ended - from.ended);
}

function nearest(notes: readonly EndsNote[], ended: number): EndsNote {
  return notes.reduce((best, note) => (Math.abs(note.ended - ended) < Math.abs(best.ended - ended) ? note : best));
}
