// A crowd that keeps coming: its line stands from the first minute on, and as many give up as the room cannot let in.

import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import { countErrors } from "../../../local/crowd/tally.ts";
import type { Patience, VisitorPlan } from "../../../local/crowd/visitor.ts";

export type SoakCrowd = {
  /** What the room lets through. */
  readonly inflowPerMinute: number;
  /** How many times as many come. */
  readonly pressure: number;
  readonly visitSeconds: number;
  readonly seconds: number;
};

const PROGRESS_EVERY_MS = 30_000;
/** At the opening come as many as wait once the crowd is steady: the inflow of about this many seconds. */
const LINE_SECONDS = 100;
const OPENING_SECONDS = 10;
/**
 * A quarter gives up without a word after one to two minutes, while a wait is a minute and a half: of all who come, a
 * sixth is gone before its turn, which is what the room cannot let in. Were it less, waits would grow, and with them
 * the share of those who give up. One in twenty is called and never comes.
 */
const GIVE_UP = { share: 0.25, fromSeconds: 60, toSeconds: 120 };
const NO_SHOWS = 0.05;

/** Settles when the time is over: then all of them stop at once, wherever they are. */
export async function sendSoakCrowd(
  urls: readonly string[],
  crowd: SoakCrowd,
  say: (line: string) => void,
): Promise<void> {
  const plans = planCrowd(crowd);
  const { inflowPerMinute, pressure, seconds } = crowd;
  say(`${plans.length} visitors in ${seconds} s, ${pressure} times the ${inflowPerMinute} let in per minute.`);
  const { clock, tally, journeys } = sendVisitors(urls, plans, seconds);
  const progress = setInterval(() => {
    const people = `${tally.waiting} waiting, ${tally.admitted} let in, ${tally.vanished} gone`;
    say(`${Math.round(clock.nowMs() / 1000)} s: ${people}; ${tally.polls} polls, ${countErrors(tally)} errors.`);
  }, PROGRESS_EVERY_MS);
  await journeys;
  clearInterval(progress);
  for (const [what, count] of tally.errors) say(`error: ${what}, ${count} times`);
}

function planCrowd({ inflowPerMinute, pressure, visitSeconds, seconds }: SoakCrowd): VisitorPlan[] {
  const perSecond = inflowPerMinute / 60;
  const opening = Array.from({ length: perSecond * LINE_SECONDS }, () => Math.random() * OPENING_SECONDS);
  const steady = Array.from({ length: perSecond * pressure * seconds }, () => Math.random() * seconds);
  return [...opening, ...steady].map((arrivesAtSeconds) => ({
    arrivesAtMs: arrivesAtSeconds * 1000,
    visitMs: (0.75 + Math.random() / 2) * visitSeconds * 1000,
    patience: drawPatience(),
  }));
}

function drawPatience(): Patience {
  const lot = Math.random();
  if (lot < NO_SHOWS) return { kind: "no-show" };
  if (lot >= NO_SHOWS + GIVE_UP.share) return { kind: "endless" };
  const { fromSeconds, toSeconds } = GIVE_UP;
  return { kind: "gives up", afterMs: (fromSeconds + Math.random() * (toSeconds - fromSeconds)) * 1000 };
}
