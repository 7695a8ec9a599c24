// Requests that keep no cookies, as bots and health checks send them: in a busy room they cost nothing and get nothing;
// in an open one each holds a seat for a minute, and no longer.

import type { HttpRequest } from "../../../local/crowd/http-client.ts";
import { apiCall, navigation, statusAsk } from "../../../local/crowd/visitor-requests.ts";
import { arrivals } from "./crowds.ts";
import { lookInto } from "./redis-look.ts";
import type { FaultRow, Scene } from "./row.ts";
import { FILL_SECONDS, SHORT_SESSIONS } from "./settings.ts";
import { strangers } from "./strangers.ts";

const PAGES = [navigation("/"), navigation("/register")];
const BUSY: Flood = {
  requests: 20_000,
  seconds: 30,
  kinds: [...PAGES, statusAsk("/", "first"), apiCall("/distances")],
};
const OPEN: Flood = { requests: 2000, seconds: 20, kinds: PAGES };
/** The bill of the busy room alone is taken over this time, before the requests come. */
const QUIET_SECONDS = 20;
/** What the requests may add to it: housekeeping itself varies by a few commands a turn. */
const BILL_GROWS_MOST = 0.1;
const TICK_MS = 100;
/** A call, its late batch, and two turns. */
const GONE_WITHIN_SECONDS = Number(SHORT_SESSIONS.CLAIM_SECONDS) + 10 + 2;
const FREE_SEATS = 200;
/** Calls of honest people on their way in. */
const HONEST_CALLS_MOST = 20;
/** An honest visitor who is told to wait is let in at the second ask at the latest: after 4 s and 10 s, and a turn. */
const ENTERS_WITHIN_MS = 15_000;

/** The seats are taken by people who stay until it is over: no admission of theirs clouds the bill. */
export const noCookiesBusy: FaultRow = {
  fault: "nocookies",
  capacity: 60,
  vars: { ...SHORT_SESSIONS, SESSION_SECONDS: "600" },
  plans: () => [
    ...arrivals({ people: 60, overSeconds: 1, visitSeconds: 100 }),
    ...arrivals({ people: 300, fromSeconds: 2, overSeconds: 10, visitSeconds: 3 }),
  ],
  limitSeconds: 240,
  async befall(scene) {
    const { stack, crowd, began, note, miss } = scene;
    await crowd.clock.pause(FILL_SECONDS * 1000);
    const redis = await lookInto(stack);
    const quiet = await billASecond(scene, () => crowd.clock.pause(QUIET_SECONDS * 1000));
    began();
    const lineBefore = await redis.count("line");
    const flooded = await billASecond(scene, () => send(scene, BUSY));
    const lineAfter = await redis.count("line");
    redis.close();
    note(`billed a second: ${quiet.toFixed(1)} before, ${flooded.toFixed(1)} under ${BUSY.requests} requests`);
    note(`in line: ${lineBefore} before, ${lineAfter} after`);
    if (flooded > quiet * (1 + BILL_GROWS_MOST)) miss(`the bill grew from ${quiet} to ${flooded} commands a second`);
    if (lineAfter > lineBefore) miss(`the line grew from ${lineBefore} to ${lineAfter}`);
  },
};

/** Their calls leave some seats free, for honest people to come in by. */
export const noCookiesOpen: FaultRow = {
  fault: "nocookies",
  capacity: OPEN.requests + FREE_SEATS,
  vars: SHORT_SESSIONS,
  plans: () => arrivals({ people: 360, overSeconds: 125, visitSeconds: 6 }),
  limitSeconds: 200,
  async befall(scene) {
    const { stack, crowd, began, ended, note, miss } = scene;
    await crowd.clock.pause(FILL_SECONDS * 1000);
    const redis = await lookInto(stack);
    began();
    await send(scene, OPEN);
    ended();
    const endedMs = crowd.clock.nowMs();
    const heldMost = await redis.count("called");
    let isOver: "on" | "over" = "on";
    while (isOver === "on" && (await redis.count("called")) > HONEST_CALLS_MOST) {
      isOver = await crowd.clock.pause(TICK_MS);
    }
    if (isOver === "over") miss("their calls were still held when the honest had gone");
    const goneSeconds = (crowd.clock.nowMs() - endedMs) / 1000;
    redis.close();
    note(`${heldMost} calls were held by those without cookies, gone ${goneSeconds.toFixed(1)} s after the last`);
    if (goneSeconds > GONE_WITHIN_SECONDS) miss(`they were gone after ${goneSeconds} s, ${GONE_WITHIN_SECONDS} may be`);
    let longestMs = 0;
    for (const journey of await crowd.journeys) {
      if (journey.kind === "admitted") longestMs = Math.max(longestMs, journey.admittedAtMs - journey.arrivedAtMs);
    }
    note(`the longest wait of the honest was ${Math.round(longestMs)} ms`);
    if (longestMs > ENTERS_WITHIN_MS) miss(`an honest visitor waited ${longestMs} ms with seats free`);
  },
};

async function billASecond({ stack }: Scene, work: () => Promise<unknown>): Promise<number> {
  await stack.front.resetBill();
  const sinceMs = performance.now();
  await work();
  return (await stack.front.billed()) / ((performance.now() - sinceMs) / 1000);
}

type Flood = {
  readonly requests: number;
  readonly seconds: number;
  /** Sent in turn. */
  readonly kinds: readonly HttpRequest[];
};

/** Evenly spread; settles with the last answer. */
async function send(scene: Scene, { requests, seconds, kinds }: Flood): Promise<void> {
  const people = strangers(scene);
  const ticks = (seconds * 1000) / TICK_MS;
  const underWay: Promise<unknown>[] = [];
  for (let tick = 1; tick <= ticks; tick += 1) {
    while (underWay.length < (requests * scene.share * tick) / ticks) {
      underWay.push(people.comes("none").send(kinds[underWay.length % kinds.length] ?? navigation("/")));
    }
    await scene.crowd.clock.pause(TICK_MS);
  }
  await Promise.all(underWay);
  people.close();
}
