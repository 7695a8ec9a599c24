import type { Answer } from "./http-answer.ts";

/** What a visitor makes of the answer to a page he asked for. */
export type PageAnswer =
  | { readonly kind: "shop" }
  | { readonly kind: "told"; readonly askInMs: number }
  | { readonly kind: "moved"; readonly path: string }
  | Broken;

/** What the waiting page makes of the answer to a status poll. */
export type AskAnswer =
  | { readonly kind: "admitted" }
  | { readonly kind: "told"; readonly askInMs: number; readonly figures: ToldFigures }
  | Broken;

/** What a poll says of place and wait; `null` where it says that it is not known. */
export type ToldFigures = {
  readonly place: number | null;
  readonly expected: { readonly low: number; readonly high: number } | null;
};

type Broken = { readonly kind: "broken"; readonly what: string };

const STATES = new Set(["waiting", "notyet", "lobby", "paused", "closed", "soldout", "unavailable"]);
/** Where the room is not open and says no time: the most it says while the wait is unknown (DESIGN §3). */
const UNTOLD_MS = 10_000;

export function judgePage(answer: Answer): PageAnswer {
  const { status, headers } = answer;
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location !== undefined) return { kind: "moved", path: pathOf(location) };
  const state = headers.get("corral-state") ?? "admitted";
  // A waiting page may come as 503 by setting (WAITING_STATUS); it is no fault as long as it says that it is one.
  if (status >= 500 && (state === "admitted" || state === "unavailable")) return broken(`page ${status}`);
  if (state === "admitted") return { kind: "shop" };
  if (!STATES.has(state)) return broken(`page in state ${state}`);
  return toldAfter(state, pageAsksIn(answer), "page");
}

/** As the page's script reads it, to a tenth of a second; a page that is not ours may say it in a header. */
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

/** The workers of one site differ by their port only, so a visitor follows the path and lets any of them answer. */
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
