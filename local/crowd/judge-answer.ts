import type { Answer } from "./http-answer.ts";

/** A visitor's reading of the answer to a page request. */
export type PageAnswer =
  | { readonly kind: "shop" }
  | { readonly kind: "told"; readonly askInMs: number }
  | { readonly kind: "moved"; readonly path: string }
  | Broken;

/** The waiting page's reading of the answer to a status poll. */
export type AskAnswer =
  | { readonly kind: "admitted" }
  | { readonly kind: "told"; readonly askInMs: number; readonly figures: ToldFigures }
  | Broken;

/** The place and the wait in a poll's answer; `null` where it says that they are unknown. */
export type ToldFigures = {
  readonly place: number | null;
  readonly expected: { readonly low: number; readonly high: number } | null;
};

type Broken = { readonly kind: "broken"; readonly what: string };

const STATES = new Set(["waiting", "notyet", "lobby", "paused", "closed", "soldout", "unavailable"]);
/** For a room that is not open and names no time: the longest interval (5–10 s) it gives while the wait is unknown. */
const UNTOLD_MS = 10_000;

export function judgePage(answer: Answer): PageAnswer {
  const { status, headers } = answer;
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location !== undefined) return { kind: "moved", path: pathOf(location) };
  const state = headers.get("corral-state") ?? "admitted";
  // WAITING_STATUS may make a waiting page a 503, which is no fault as long as its header names a waiting state.
  if (status >= 500 && (state === "admitted" || state === "unavailable")) return broken(`page ${status}`);
  if (state === "admitted") return { kind: "shop" };
  if (!STATES.has(state)) return broken(`page in state ${state}`);
  return toldAfter(state, pageAsksIn(answer), "page");
}

/** The interval as the page's script reads it, to a tenth of a second; a foreign page may give it in `Retry-After`. */
function pageAsksIn({ headers, body }: Answer): number | null {
  const [, written] = /&quot;askAgainSeconds&quot;:([\d.]+)/.exec(body.toString("latin1")) ?? [];
  const seconds = written ?? headers.get("retry-after");
  return seconds === undefined ? null : Number(seconds);
}

export function judgeAsk(answer: Answer): AskAnswer {
  if (answer.status >= 500) return broken(`poll ${answer.status}`);
  const sketch = parseObject(answer.body);
  if (sketch === null) return broken(`poll ${answer.status} without JSON`);
  const { state, askAgainSeconds, reason } = sketch;
  if (state === "admitted") return { kind: "admitted" };
  if (reason === "cookies") return broken("poll whose cookies were not seen");
  if (typeof state !== "string" || !STATES.has(state)) return broken(`poll in state ${String(state)}`);
  const told = toldAfter(state, askAgainSeconds ?? null, "poll");
  return told.kind === "broken" ? told : { ...told, figures: readFigures(sketch) };
}

function toldAfter(state: string, seconds: unknown, where: string): Exclude<PageAnswer, { kind: "shop" | "moved" }> {
  if (seconds === null && state !== "waiting") return { kind: "told", askInMs: UNTOLD_MS };
  if (typeof seconds === "number" && seconds >= 0 && seconds < Number.POSITIVE_INFINITY) {
    return { kind: "told", askInMs: seconds * 1000 };
  }
  return broken(`${where} that does not say when to ask again`);
}

/** A stack's Workers differ only by port, so a visitor follows the path alone and lets any of them answer. */
function pathOf(location: string): string {
  const base = "http://site.invalid";
  if (!URL.canParse(location, base)) return "/";
  const { pathname, search } = new URL(location, base);
  return pathname + search;
}

function readFigures({ place, expectedWaitSeconds }: Sketch): ToldFigures {
  const { low, high } = (expectedWaitSeconds ?? {}) as { readonly low?: unknown; readonly high?: unknown }; // any JSON
  const isRange = typeof low === "number" && typeof high === "number";
  return { place: typeof place === "number" ? place : null, expected: isRange ? { low, high } : null };
}

type Sketch = {
  readonly state?: unknown;
  readonly askAgainSeconds?: unknown;
  readonly reason?: unknown;
  readonly place?: unknown;
  readonly expectedWaitSeconds?: unknown;
};

function parseObject(body: Buffer): Sketch | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" ? value : null;
  } catch {
    return null; // not JSON: the caller counts it
  }
}

function broken(what: string): Broken {
  return { kind: "broken", what };
}
