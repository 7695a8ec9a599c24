// Polls the page's own URL and sorts the answers. What an answer means to the reader is decided elsewhere.

import type { Status } from "../../domain/status.ts";

/** Holds however often the visitor switches tabs or the network comes and goes. */
const SHORTEST_GAP_MS = 2000;
const LONGEST_GAP_MS = 60_000;
/** For an answer that names no interval. */
const DEFAULT_GAP_MS = 10_000;
const FIRST_BACKOFF_MS = 2000;
const LONGEST_BACKOFF_MS = 30_000;
/** A request that hangs is aborted, so that polling goes on. */
const ANSWER_WITHIN_MS = 15_000;
/** After a longer sleep the cookie may have expired; its absence no longer means that the browser blocks cookies. */
const ASKED_IS_TRUE_FOR_MS = 300_000;

/** An answer, sorted. `elsewhere`: the site itself answered, so there is no line any more. */
export type Heard =
  | { readonly kind: "status"; readonly status: Status; readonly askedAtMs: number; readonly answeredAtMs: number }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "failure" };

export type Poller = {
  /** Schedules the next poll in `gapMs`, at least 2 s and at most 60 s; an invalid delay means 10 s. */
  readonly askIn: (gapMs: number) => void;
  /** Polls now, but at most once in 2 s. A request under way by then is aborted. */
  readonly askNow: () => void;
  readonly stop: () => void;
  readonly goOn: () => void;
  /** Gives up the place. `false`: the room may not have received it. */
  readonly leave: () => Promise<boolean>;
};

/** Polls `url`. After a failure it retries by itself; after any other answer, `hear` sets the next delay by `askIn`. */
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
    // If the clock was set back, `leftMs` may be hours.
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
    if (underWay !== controller) return; // replaced by a later poll
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
    leave: async () => (await tryToLeave(url)) || (await tryToLeave(url)), // leaving is idempotent
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
    const status = (await response.json()) as Status | null; // ours by its header; its state is checked below
    return typeof status?.state === "string" ? { kind: "status", status, askedAtMs, answeredAtMs } : FAILURE;
  }
  // Something on the way failed; this is not the site's own answer.
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
