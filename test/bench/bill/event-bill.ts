// The bill of a whole event, computed from what its parts were measured to cost.

import { planAsk, planFirstAsk } from "../../../src/domain/ask-plan.ts";

export type Sum = { readonly commands: number; readonly dollars: number };

export type EventParts = {
  /** Billed commands for each visitor who waits: told to wait, and let in. */
  readonly perPerson: number;
  /** Of the turns, batches included, in a second: the room's own part, and that of each isolate. */
  readonly roomPerSecond: number;
  readonly isolatePerSecond: number;
};

export type EventSize = { readonly people: number; readonly minutes: number };

/** Upstash, pay as you go. */
const DOLLARS_PER_COMMAND = 0.2 / 100_000;
/** EVALSHA with ZADD, ZCARD and ZRANK inside. */
const COMMANDS_PER_EXACT_ASK = 4;

export function billEvent({ people, minutes }: EventSize, parts: EventParts, isolates: number): Sum {
  const turns = minutes * 60 * (parts.roomPerSecond + isolates * parts.isolatePerSecond);
  return priced(people * parts.perPerson + turns);
}

/** The same people and the same asks, each of them asking Redis. */
export function billAskingEachPoll(asks: number): Sum {
  return priced(asks * COMMANDS_PER_EXACT_ASK);
}

/** How often all of them ask when each waits for `minutes` and the place falls evenly down to the first. */
export function countAsks({ people, minutes }: EventSize, random: () => number): number {
  let asks = 0;
  for (let person = 0; person < people; person += 1) {
    let leftSeconds = minutes * 60 - planFirstAsk(random);
    while (leftSeconds > 0) {
      asks += 1;
      leftSeconds -= planAsk({ low: leftSeconds, high: leftSeconds }, "far", random);
    }
  }
  return asks;
}

function priced(commands: number): Sum {
  return { commands: Math.round(commands), dollars: Number((commands * DOLLARS_PER_COMMAND).toFixed(2)) };
}
