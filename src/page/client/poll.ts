// When the page asks its own URL how things stand, and what comes back. What that means to the reader is not decided here.

import type { Status } from "../../domain/status.ts";

/** However often tabs are switched or networks come and go. */
const SHORTEST_GAP_MS = 2000;
const LONGEST_GAP_MS = 60_000;
/** When the server names none. */
const DEFAULT_GAP_MS = 10_000;
const FIRST_BACKOFF_MS = 2000;
const LONGEST_BACKOFF_MS = 30_000;
/** A request that hangs must not be the last. */
const ANSWER_WITHIN_MS = 15_000;
/** After a longer sleep the cookie may have run out, which is not the visitor's fault. */
const ASKED_IS_TRUE_FOR_MS = 300_000;

/** What the poller tells of; `elsewhere`: the site itself answers, there is no line any more. */
export type Heard =
  | { readonly kind: "status"; readonly status: Status; readonly askedAtMs: number; readonly answeredAtMs: number }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "failure" };

export type Poller = {
  /** The next ask, in so many ms; what is no time stands for the usual gap. */
  readonly askIn: (gapMs: number) => void;
  /** Now, but not twice within two seconds; a request that has hung for as long is given up for it. */
  readonly askNow: () => void;
  readonly stop: () => void;
  readonly goOn: () => void;
  /** Gives up the place. `false`: the room may not have heard of it. */
  readonly leave: () => Promise<boolean>;
};

/** Asks `url` by and by; after each answer but a failure whoever hears says when again. */
export function poller(url: string, hear: (heard: Heard) => void): Poller {
  let failures = 0;
  let answeredAtMs = Number.NEGATIVE_INFINITY;
  let askedAtMs = Date.now();
  let timer = 0;
  let isStopped = false;
  let underWay: AbortController | null = null;

  function askIn(gapMs: number): void {
    clearTimeout(timer);
    const wanted = gapMs > 0 ? gapMs : DEFAULT_GAP_MS;
    timer = setTimeout(ask, Math.max(SHORTEST_GAP_MS, Math.min(LONGEST_GAP_MS, wanted)));
  }

  function askNow(): void {
    clearTimeout(timer);
    const leftMs = askedAtMs + SHORTEST_GAP_MS - Date.now();
    // A clock that was set back would have it wait for hours.
    timer = setTimeout(askAnew, Math.max(0, Math.min(SHORTEST_GAP_MS, leftMs)));
  }

  function askAnew(): void {
    underWay?.abort();
    underWay = null;
    void ask();
  }

  async function ask(): Promise<void> {
    if (isStopped || underWay !== null) return;
    const controller = new AbortController();
    underWay = controller;
    askedAtMs = Date.now();
    const hasAsked = askedAtMs - answeredAtMs < ASKED_IS_TRUE_FOR_MS;
    const heard = await within(controller, async () =>
      judge(await send(url, "GET", hasAsked ? "status; asked" : "status", controller.signal), askedAtMs),
    );
    if (underWay !== controller) return; // given up for another
    underWay = null;
    if (isStopped) return;
    if (heard.kind === "failure") {
      failures += 1;
      const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 5));
      askIn(backoffMs * (0.5 + Math.random() / 2));
    } else {
      failures = 0;
      answeredAtMs = Date.now();
    }
    hear(heard);
  }

  return {
    askIn,
    askNow,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
    goOn() {
      isStopped = false;
    },
    leave: async () => (await tryToLeave(url)) || (await tryToLeave(url)), // leaving twice is leaving once
  };
}

const FAILURE: Heard = { kind: "failure" };

async function tryToLeave(url: string): Promise<boolean> {
  const controller = new AbortController();
  const heard = await within(controller, async () => {
    const response = await send(url, "POST", "leave", controller.signal);
    return response.headers.get("Corral-State") === "left" ? { kind: "elsewhere" } : FAILURE;
  });
  return heard.kind === "elsewhere";
}

function send(url: string, method: "GET" | "POST", corral: string, signal: AbortSignal): Promise<Response> {
  return fetch(url, {
    method,
    headers: { Corral: corral, Accept: "application/json" },
    cache: "no-store",
    credentials: "same-origin",
    redirect: "manual",
    signal,
  });
}

async function judge(response: Response, askedAtMs: number): Promise<Heard> {
  if (response.headers.has("Corral-State")) {
    const answeredAtMs = Date.now();
    const status = (await response.json()) as Status | null; // by its header it is ours; that it has a state is looked at
    return typeof status?.state === "string" ? { kind: "status", status, askedAtMs, answeredAtMs } : FAILURE;
  }
  // Something on the way is in trouble, not the site behind the room.
  return response.status === 429 || response.status >= 500 ? FAILURE : { kind: "elsewhere" };
}

async function within(controller: AbortController, work: () => Promise<Heard>): Promise<Heard> {
  const deadline = setTimeout(() => controller.abort(), ANSWER_WITHIN_MS);
  try {
    return await work();
  } catch {
    return FAILURE;
  } finally {
    clearTimeout(deadline);
  }
}
