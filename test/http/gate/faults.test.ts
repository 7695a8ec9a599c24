// The bench of faults in virtual time and in short: nobody sees an error, loses a place or is
// overtaken, and no more passes are live than the room has seats.

import { beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../../local/upstash/server.ts";
import { sendVirtualCrowd } from "../../support/crowd/virtual-crowd.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { isVerb } from "../../support/redis/verbs.ts";

const stack = useGateStack();
beforeEach(() => {
  stack.origin.on("/thanks", () => new Response("thanks", { headers: { "Corral-Command": "release" } }));
});

const CAPACITY = 6;
const UNHARMED = { admitted: 40, errors: 0, renumbered: 0, inversions: 0 };

async function crowdUnder(befall: (second: number) => Promise<void> | void) {
  const gate = aGate(stack, { CAPACITY: `${CAPACITY}`, SESSION_SECONDS: "75" }, { isolates: 4 });
  return sendVirtualCrowd(gate, { people: 40, isolates: 4, visitSeconds: 5, limitSeconds: 300, befall });
}

const allAlong = (fault: Fault) => (second: number) => {
  if (second === 0) stack.front.setFault(fault);
};

const awayFrom = (first: number, end: number) => (second: number) =>
  stack.front.setFault(second >= first && second < end ? { kind: "refuse" } : null);

describe("a crowd is unharmed", () => {
  it.each([
    ["by nothing at all", () => {}],
    ["when every tenth call fails", allAlong({ kind: "status", status: 500, every: 10 })],
    ["when every tenth answer is no JSON", allAlong({ kind: "garbage", every: 10 })],
    ["when the answers of turns are lost", allAlong({ kind: "drop-answer", every: 3, only: isVerb("turn") })],
    ["when the answers of arrivals are lost", allAlong({ kind: "drop-answer", every: 3, only: isVerb("arrive") })],
    ["when the answers of releases are lost", allAlong({ kind: "drop-answer", every: 3, only: isVerb("release") })],
    ["when the scripts are forgotten again and again", () => stack.front.forgetScripts()],
    ["when Redis is away for ten seconds at the onset", awayFrom(4, 14)],
    ["when Redis is away for half a minute on the way", awayFrom(20, 50)],
    [
      "when the data is lost on the way",
      async (second: number) => {
        if (second === 20) await stack.front.wipe();
      },
    ],
  ])("%s", async (_name, befall) => {
    const { peakPasses, admittedAtMs: _, ...outcome } = await crowdUnder(befall);
    expect(outcome).toEqual(UNHARMED);
    expect(peakPasses).toBeLessThanOrEqual(CAPACITY);
  });
});
