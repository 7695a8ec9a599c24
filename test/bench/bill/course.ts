// One room from its opening to a full house and on: each event of the cost table in the state in which it happens.

import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@redis/client";
import { squeezeLua } from "../../../local/build/build.ts";
import { startStack } from "../../../local/crowd/crowd-stack.ts";
import { httpClient } from "../../../local/crowd/http-client.ts";
import { SCRIPTS } from "../../../src/turnstile/scripts.ts";
import type { BySize, Say, Size } from "../bench.ts";
import { logCalls } from "./call-log.ts";
import { type EventBill, LATENCY_MS, meter, type Pulse } from "./metered.ts";
import { atRate } from "./pace.ts";
import { aPerson, type Person } from "./person.ts";

export type EventName = "pass" | "renewal" | "poll" | "newBusy" | "newOpen" | "takeUp";
export type EventBills = Readonly<Record<EventName, EventBill>>;

type CourseSize = {
  readonly isolates: number;
  /** The fewest of each event. */
  readonly events: number;
  /** People in line beyond those who are let in again: the room stays busy to the end. */
  readonly restInLine: number;
  /** Nothing happens for this long, to know what that costs. */
  readonly idleSeconds: number;
  /** Whether a pass is shown again once half of its life is over, or at once: then it is not renewed. */
  readonly renewal: "awaited" | "skipped";
};

const SIZES: BySize<CourseSize> = {
  full: { isolates: 4, events: 1000, restInLine: 200, idleSeconds: 40, renewal: "awaited" },
  // The shortest session there can be is a minute: its half would be as long as all the rest.
  smallest: { isolates: 1, events: 4, restInLine: 4, idleSeconds: 2, renewal: "skipped" },
};
/** Of cheap events there are more: what the turns cost more or less by chance is spread over them. */
const MANY_TIMES = { pass: 8, newBusy: 8, poll: 4 };

/** Events a second in each isolate. */
const RATE = {
  newOpen: 10, // 2 under way in each isolate, which asks Redis for at most 4 newcomers at once
  pass: 100,
  newBusy: 100,
  poll: 20, // the bar is for this rate: the fewer the polls, the more of a batch falls to each
  renewal: 25,
  takeUp: 25,
  setUp: 100,
};

/** Passes are past half their life when everything else has been measured, and not before. */
const SESSION_SECONDS = 300;
/** From a confirmation until its answer is known: a turn, the latency, and as much again. */
const CONFIRMED_MS = 3000;
/** Until every isolate has a snapshot of what just changed: two turns and two latencies. */
const KNOWN_EVERYWHERE_MS = 3000;

/** *Costs*: some four minutes. *Fails*: when an event turns out to be another one than it should. */
export async function runCourse(size: Size, say: Say): Promise<EventBills> {
  const { isolates: isolateCount, events, restInLine, idleSeconds, renewal: halfLife } = SIZES[size];
  const inLine = events + restInLine;
  const stack = await startStack({
    workers: isolateCount,
    capacity: isolateCount + events,
    vars: { SESSION_SECONDS: String(SESSION_SECONDS), PATIENCE_SECONDS: "600" },
  });
  const isolates = stack.workerUrls.map((url) => httpClient(url));
  say(`${events} people with seats and ${inLine} in line, over ${isolateCount} isolates`);
  try {
    await loadScripts(stack.redisUrl);
    const metered = meter(stack.front, logCalls(stack.front, LATENCY_MS), size);
    const newcomer = (index: number) => aPerson(at(isolates, index));
    const people = (count: number) => Array.from({ length: count }, (_, index) => newcomer(index));
    const all = (some: readonly Person[], act: (person: Person) => Promise<void>) =>
      atRate(RATE.setUp * isolateCount, some.length, (index) => act(at(some, index)));

    async function measure(name: EventName, idle: Pulse, idlePerTurn: number, count: number, occur: Pulse["occur"]) {
      const bill = await metered.events({
        idle,
        idlePerTurn,
        events: { perSecond: RATE[name] * isolateCount, occur },
        count,
      });
      say(`${name}: ${bill.trips} round trips, ${bill.billed.toFixed(4)} commands, over ${count} events`);
      return bill;
    }

    // An open room turns by whatever request comes: here by one seated visitor in each isolate.
    const keepers = people(isolateCount);
    const seat = async (some: readonly Person[]) => {
      await all(some, (person) => person.load("shop"));
      await sleep(CONFIRMED_MS);
      await all(some, (person) => person.load("shop"));
    };
    await all(keepers, (person) => person.load("shop"));
    await seat(keepers);
    const open: Pulse = { perSecond: 4 * isolateCount, occur: (index) => at(keepers, index).load("shop") };
    const openPerTurn = await metered.idle(open, idleSeconds);
    say(`open and idle: ${openPerTurn.toFixed(2)} commands a turn`);
    const seated = people(events);
    const newOpen = await measure("newOpen", open, openPerTurn, events, (index) => at(seated, index).load("shop"));
    await seat(seated);
    const fullSince = performance.now();

    // A busy room turns by visitors who come in vain.
    const line = people(inLine);
    await all(line, (person) => person.load("told"));
    await all(line, (person) => person.poll("told"));
    await sleep(KNOWN_EVERYWHERE_MS);
    const busy: Pulse = { perSecond: isolateCount, occur: (index) => newcomer(index).load("told") };
    const perTurn = await metered.idle(busy, idleSeconds);
    say(`busy and idle: ${perTurn.toFixed(2)} commands a turn`);

    const pass = await measure("pass", busy, perTurn, MANY_TIMES.pass * events, (index) =>
      at(seated, index).load("shop"),
    );
    const newBusy = await measure("newBusy", busy, perTurn, MANY_TIMES.newBusy * events, (index) =>
      newcomer(index).load("told"),
    );
    const poll = await measure("poll", busy, perTurn, MANY_TIMES.poll * events, (index) =>
      at(line, index).poll("told"),
    );

    if (halfLife === "awaited") await sleep(Math.max(0, fullSince + SESSION_SECONDS * 500 - performance.now()));
    const renewal = await measure("renewal", busy, perTurn, events, (index) => at(seated, index).load("shop"));

    await all(line, (person) => person.poll("told"));
    await all(seated, (person) => person.leave());
    await Promise.all([sleep(KNOWN_EVERYWHERE_MS), metered.idle(busy, KNOWN_EVERYWHERE_MS / 1000)]);
    const takeUp = await measure("takeUp", busy, perTurn, events, (index) => at(line, index).poll("admitted"));
    return { pass, renewal, poll, newBusy, newOpen, takeUp };
  } finally {
    for (const isolate of isolates) isolate.close();
    await stack.stop();
  }
}

/** A script's first run in a database takes a second round trip; no event is to pay for that. */
async function loadScripts(redisUrl: string): Promise<void> {
  const redis = createClient({ url: redisUrl });
  redis.on("error", () => {}); // the command that meets it fails
  await redis.connect();
  for (const script of Object.values(SCRIPTS)) await redis.scriptLoad(squeezeLua(script));
  redis.destroy();
}

/** Round and round: everybody is next once a round, and stays at the same isolate. */
function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new TypeError("nobody is there");
  return item;
}
