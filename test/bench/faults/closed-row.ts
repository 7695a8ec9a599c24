import { arrivals } from "./crowds.ts";
import type { FaultRow } from "./row.ts";
import { SHORT_SESSIONS } from "./settings.ts";

const PEOPLE = 3000;
const CLOSE_AT_MS = 30_000;
/** Every tenth stays. */
const STAY_EVERY = 10;

/** Nine of ten who wait close the tab at once, without a word. */
export const closed90: FaultRow = {
  fault: "closed90",
  capacity: 60,
  vars: SHORT_SESSIONS,
  plans: () =>
    arrivals({ people: PEOPLE, overSeconds: 15, visitSeconds: 6 }).map((plan, index) =>
      index % STAY_EVERY === 0
        ? plan
        : { ...plan, patience: { kind: "gives up", afterMs: CLOSE_AT_MS - plan.arrivesAtMs } },
    ),
  limitSeconds: 240,
  async befall({ crowd, began, ended }) {
    await crowd.clock.pause(CLOSE_AT_MS);
    began();
    ended();
  },
};
