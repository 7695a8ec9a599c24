import type { RunningCrowd } from "../../../local/crowd/send-crowd.ts";
import { countErrors } from "../../../local/crowd/tally.ts";

const PROGRESS_EVERY_MS = 30_000;

/** Tells people how far one room is, until the function it gives back is called; that tells what went wrong. */
export function sayProgress(
  room: string,
  crowd: RunningCrowd,
  latest: () => { readonly seats: number; readonly called: number },
  say: (line: string) => void,
): () => void {
  const { clock, tally } = crowd;
  const progress = setInterval(() => {
    const { seats, called } = latest();
    const people = `${tally.waiting} waiting, ${tally.admitted} let in, ${tally.vanished} vanished`;
    const rest = `${seats} seats and ${called} calls; ${tally.polls} polls, ${countErrors(tally)} errors`;
    say(`${room}, ${Math.round(clock.nowMs() / 1000)} s: ${people}; ${rest}.`);
  }, PROGRESS_EVERY_MS);
  return () => {
    clearInterval(progress);
    for (const [what, count] of tally.errors) say(`${room}, error: ${what}, ${count} times.`);
  };
}
