// Redis away, slow, or failing now and then.

import type { Fault } from "../../../local/upstash/server.ts";
import { arrivals } from "./crowds.ts";
import type { FaultRow, Scene } from "./row.ts";
import { FILL_SECONDS, SHORT_SESSIONS } from "./settings.ts";

/** Calls hang and are refused in turns of this length: a breaker meets the change of the one to the other too. */
const ALTERNATE_MS = 10_000;

const HANG: Fault = { kind: "hang" };
const REFUSE: Fault = { kind: "refuse" };

/** More than half a session. */
export const down60 = downFor(60);
/** More than patience, a session, and the claim. */
export const down180 = downFor(180);

/** Each answer comes long after the gate has given it up; the script has run all the same. */
export const slow5: FaultRow = {
  ...outageRow("slow5", 30),
  befall: (scene) => faultFor(scene, 30, [{ kind: "latency", ms: 5000 }]),
  bars: { slowestMs: 1000, slowestOpenMs: 50 },
};

export const tenth: FaultRow = {
  fault: "tenth",
  capacity: 60,
  vars: SHORT_SESSIONS,
  plans: () => arrivals({ people: 300, overSeconds: 20, visitSeconds: 6 }),
  limitSeconds: 180,
  async befall({ stack, began }) {
    began();
    stack.front.setFault({ kind: "status", status: 500, every: 10 });
  },
};

function downFor(seconds: number): FaultRow {
  return {
    ...outageRow(`down${seconds}`, seconds),
    befall: (scene) => faultFor(scene, seconds, [HANG, REFUSE]),
    bars: { passesAbove: 0.02, slowestMs: 1000, slowestOpenMs: 50 },
  };
}

/** A room with a line, newcomers all through the outage, and some whose sessions run out in it. */
function outageRow(fault: string, seconds: number): Omit<FaultRow, "befall"> {
  return {
    fault,
    capacity: 60,
    vars: SHORT_SESSIONS,
    plans: () => [
      ...arrivals({ people: 20, overSeconds: 2, visitSeconds: 80 }),
      ...arrivals({ people: 250, overSeconds: 10, visitSeconds: 6 }),
      ...arrivals({ people: 60, fromSeconds: 10, overSeconds: seconds + 20, visitSeconds: 6 }),
    ],
    limitSeconds: FILL_SECONDS + seconds + 150,
    order: "stands still",
  };
}

async function faultFor({ stack, crowd, began, ended }: Scene, seconds: number, kinds: readonly Fault[]) {
  await crowd.clock.pause(FILL_SECONDS * 1000);
  began();
  const endsAtMs = crowd.clock.nowMs() + seconds * 1000;
  for (let turn = 0; crowd.clock.nowMs() < endsAtMs; turn += 1) {
    stack.front.setFault(kinds[turn % kinds.length] ?? HANG);
    const restMs = endsAtMs - crowd.clock.nowMs();
    if ((await crowd.clock.pause(Math.min(ALTERNATE_MS, restMs))) === "over") break;
  }
  stack.front.setFault(null);
  ended();
}
