import type { Watch } from "./browser.ts";
import { type HttpClient, type HttpRequest, httpClient } from "./http-client.ts";
import { type RunClock, runClock } from "./run-clock.ts";
import { newTally, type Tally } from "./tally.ts";
import { type Journey, makeJourney, type Patience, type VisitorPlan } from "./visitor.ts";

export type CrowdPlan = {
  readonly visitors: number;
  /** All arrive within this time, uniformly at random. */
  readonly arriveSeconds: number;
  /** The mean; each stays up to a quarter longer or shorter. */
  readonly visitSeconds: number;
  /** The share of visitors who vanish while they wait. Those who get in before that stay. */
  readonly leavers: number;
  readonly limitSeconds: number;
};

export type CrowdOptions = { readonly retryMs?: number; readonly watch?: Watch };

export type RunningCrowd = {
  readonly clock: RunClock;
  readonly tally: Tally;
  /** Settles when the last visitor has left or the limit is reached. Visitors not in by then are lost. */
  readonly journeys: Promise<Journey[]>;
  /** Sends further requests to `url` instead of the `at`-th address. Requests under way may finish. */
  reroute(at: number, url: string): void;
};

/** The pause before a failed request is repeated: about the page's own first backoff (1–2 s) or first poll (2–4 s). */
const RETRY_MS = 2000;
/** Some vanish before they are in line, some near its front: different cases for the turnstile. */
const MOST_TIMES_TOLD = 6;

/** Sends a crowd to `urls` as `plan` says. */
export function sendCrowd(urls: readonly string[], plan: CrowdPlan, options: CrowdOptions = {}): RunningCrowd {
  const visitors = Array.from({ length: plan.visitors }, () => planVisitor(plan));
  return sendVisitors(urls, visitors, plan.limitSeconds, options);
}

/** Sends these visitors independently of each other. Each request goes to one of `urls` at random. */
export function sendVisitors(
  urls: readonly string[],
  plans: readonly VisitorPlan[],
  limitSeconds: number,
  options: CrowdOptions = {},
): RunningCrowd {
  const clients = urls.map((url) => httpClient(url));
  const retired: HttpClient[] = [];
  const clock = runClock(limitSeconds * 1000);
  const tally = newTally();
  const world = {
    send: (request: HttpRequest) => pickOne(clients).send(request),
    clock,
    tally,
    retryMs: options.retryMs ?? RETRY_MS,
    watch: options.watch ?? {},
  };

  async function walk(): Promise<Journey[]> {
    const all = Promise.all(plans.map((plan, visitor) => makeJourney(world, plan, visitor)));
    await Promise.race([all, clock.over]);
    clock.end();
    for (const client of [...clients, ...retired]) client.close();
    return all;
  }

  function reroute(at: number, url: string): void {
    retired.push(...clients.splice(at, 1, httpClient(url)));
  }

  return { clock, tally, journeys: walk(), reroute };
}

function planVisitor(plan: CrowdPlan): VisitorPlan {
  const patience: Patience =
    Math.random() < plan.leavers
      ? { kind: "vanishes", timesTold: 1 + Math.floor(Math.random() * MOST_TIMES_TOLD) }
      : { kind: "endless" };
  return {
    arrivesAtMs: Math.random() * plan.arriveSeconds * 1000,
    visitMs: (0.75 + Math.random() / 2) * plan.visitSeconds * 1000,
    patience,
  };
}

function pickOne(clients: readonly HttpClient[]): HttpClient {
  const client = clients[Math.floor(Math.random() * clients.length)];
  if (client === undefined) throw new TypeError("A crowd needs somewhere to go.");
  return client;
}
