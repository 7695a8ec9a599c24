// A script has run, and nobody hears of it; or the scripts themselves are gone.

import type { SCRIPTS } from "../../../src/turnstile/scripts.ts";
import { arrivals } from "./crowds.ts";
import type { FaultRow } from "./row.ts";
import { SHORT_SESSIONS } from "./settings.ts";
import { runsVerb } from "./verbs-on-wire.ts";

/** Of the calls of one verb, all along: were every answer lost, no visitor would ever hear of one. */
const EVERY = 3;
const FORGET_EVERY_MS = 700;

export const lostTurn = lostRow("turn");
export const lostArrive = lostRow("arrive");
export const lostRelease = lostRow("release");

/** Visits are longer than half a session, so that passes are renewed. */
export const lostRenew: FaultRow = {
  ...lostRow("renew"),
  capacity: 150,
  plans: () => arrivals({ people: 400, overSeconds: 15, visitSeconds: 65 }),
  limitSeconds: 300,
};

export const noscript: FaultRow = {
  ...lostRow("turn"),
  fault: "noscript",
  async befall({ stack, crowd, began }) {
    began();
    while ((await crowd.clock.pause(FORGET_EVERY_MS)) === "on") await stack.front.forgetScripts();
  },
};

function lostRow(verb: keyof typeof SCRIPTS): FaultRow {
  return {
    fault: `lost-${verb}`,
    capacity: 60,
    vars: SHORT_SESSIONS,
    plans: () => arrivals({ people: 300, overSeconds: 15, visitSeconds: 6 }),
    limitSeconds: 200,
    async befall({ stack, began }) {
      began();
      stack.front.setFault({ kind: "drop-answer", every: EVERY, only: runsVerb(verb) });
    },
  };
}
