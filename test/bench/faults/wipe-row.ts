import { arrivals } from "./crowds.ts";
import type { FaultRow } from "./row.ts";
import { SHORT_SESSIONS } from "./settings.ts";

/** All have come by then, the seats are taken, and nearly all of the crowd waits. */
const WIPED_AT_MS = 33_000;
const WAITING = 5000;
const CAPACITY = 300;
/** Nobody is called for so long, while people report back. */
const HOLD_MS = 40_000;
/** As many are let in by then: more come in their places, so that 5,000 wait when it happens. */
const LET_IN_BEFORE = 1700;

/** FLUSHALL with all seats taken and 5,000 waiting. */
export const wipe: FaultRow = {
  fault: "wipe",
  capacity: CAPACITY,
  vars: SHORT_SESSIONS,
  plans: () => arrivals({ people: WAITING + LET_IN_BEFORE, overSeconds: 22, visitSeconds: 4 }),
  limitSeconds: 420,
  order: "stands still",
  holdMs: HOLD_MS,
  async befall({ stack, crowd, began, ended, miss }) {
    await crowd.clock.pause(WIPED_AT_MS);
    began();
    if (crowd.tally.waiting < WAITING)
      miss(`${crowd.tally.waiting} were waiting when Redis was wiped, ${WAITING} should`);
    await stack.front.wipe();
    ended();
  },
  bars: { passesAbove: 0.02 },
};
