// What befalls the Workers themselves: killed, replaced, with clocks that differ.

import { randomBytes } from "node:crypto";
import { arrivals } from "./crowds.ts";
import { rollWorkers } from "./rolling.ts";
import type { FaultRow } from "./row.ts";
import { FILL_SECONDS, SHORT_SESSIONS } from "./settings.ts";
import { buildShiftedWorker } from "./shifted-build.ts";

const CAPACITY = 60;
/** How many milliseconds each Worker is ahead: any two are 500 ms apart or agree. */
const CLOCKS_AHEAD_MS = [0, 500, 0, 500];
const LOWERED_TO = 6;
/** A session more than this has passed with the lowered capacity alone before it is raised again. */
const LOOK_SECONDS = 15;

/** A process ends in the middle of whatever it does; another takes its address. */
export const killed: FaultRow = {
  ...workerRow("killed"),
  async befall({ stack, workers, crowd, began, ended }) {
    await crowd.clock.pause(FILL_SECONDS * 1000);
    const [first] = workers;
    if (first === undefined) return;
    began();
    await first.stop(); // miniflare ends workerd by SIGKILL
    workers[0] = await stack.addWorker({ port: Number(new URL(first.url).port) });
    ended();
  },
  // Visitors who are not lost have asked again, and it has succeeded.
  excuses: (what) => what.startsWith("connection "),
};

export const clocks: FaultRow = {
  ...workerRow("clocks"),
  worker: (index) => ({ CLOCK_AHEAD_MS: String(CLOCKS_AHEAD_MS[index] ?? 0) }),
  build: buildShiftedWorker,
  async befall({ began }) {
    began();
  },
};

/** The signing secret in the three steps of wrangler.toml, but for the last, which waits for `TICKET_SECONDS`. */
export const rotate: FaultRow = {
  ...workerRow("rotate"),
  worker: () => ({ SIGNING_SECRET: OLD_SECRET }),
  async befall(scene) {
    await scene.crowd.clock.pause(FILL_SECONDS * 1000);
    scene.began();
    await rollWorkers(scene, { SIGNING_SECRET: OLD_SECRET, SIGNING_SECRET_PREVIOUS: NEW_SECRET });
    await rollWorkers(scene, { SIGNING_SECRET: NEW_SECRET, SIGNING_SECRET_PREVIOUS: OLD_SECRET });
    scene.ended();
  },
};

/** Capacity to a tenth, for longer than a session, and raised again. */
export const lowered: FaultRow = {
  ...workerRow("lowered"),
  // Some still wait when it is raised again.
  plans: () => arrivals({ people: 480, overSeconds: 15, visitSeconds: 6 }),
  limitSeconds: 300,
  async befall(scene) {
    const { crowd, began, ended, allow } = scene;
    await crowd.clock.pause(FILL_SECONDS * 1000);
    began();
    await rollWorkers(scene, { CAPACITY: String(LOWERED_TO) });
    await crowd.clock.pause(Number(SHORT_SESSIONS.SESSION_SECONDS) * 1000);
    allow(LOWERED_TO);
    await crowd.clock.pause(LOOK_SECONDS * 1000);
    allow(CAPACITY);
    await rollWorkers(scene, {});
    ended();
  },
};

const OLD_SECRET = randomBytes(32).toString("base64url");
const NEW_SECRET = randomBytes(32).toString("base64url");

function workerRow(fault: string): Omit<FaultRow, "befall"> {
  return {
    fault,
    capacity: CAPACITY,
    vars: SHORT_SESSIONS,
    plans: () => [
      ...arrivals({ people: 260, overSeconds: 10, visitSeconds: 6 }),
      ...arrivals({ people: 60, fromSeconds: 10, overSeconds: 40, visitSeconds: 6 }),
    ],
    limitSeconds: 200,
  };
}
