// Just enough of a browser to run the waiting page's script: its elements by id, timers on a clock that the test moves,
// and a network of answers the test lines up. What a real browser makes of the page is the browser tests' to say.

import { runInNewContext } from "node:vm";
import { COPY } from "../../src/page/copy.ts";
import script from "../../src/page/waiting.client.js";

type Answer = Response | "offline" | "hangs";
type Ask = { readonly atMs: number; readonly url: string; readonly init: RequestInit };

/** A status answer as the gate gives it. */
export function aStatusAnswer(status: Readonly<Record<string, unknown>> = {}): Response {
  const body = {
    state: "waiting",
    room: "main",
    place: 40,
    waiting: 90,
    expectedWaitSeconds: null,
    askAgainSeconds: 5,
  };
  return Response.json({ ...body, ...status }, { headers: { "Corral-State": "waiting" } });
}

/** The page just loaded. Each ask takes the next of `answers`; when they run out, the last is given again. */
export function openWaitingPage(
  answers: readonly (() => Answer)[],
  data: Readonly<Record<string, string>> = { askAgain: "3", place: "50" },
  url = "https://runner:secret@shop.example//a/b?x=1#part",
) {
  let nowMs = 1_000_000;
  const timers = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  let lastTimer = 0;
  const listeners = new Map<string, (event: { persisted: boolean }) => void>();
  const listen = (name: string, run: (event: { persisted: boolean }) => void) => listeners.set(name, run);
  const texts = { place: "", waiting: "", wait: "", note: "" };
  const writes: string[] = [];
  const element = (id: keyof typeof texts) => ({
    get textContent() {
      return texts[id];
    },
    set textContent(text: string) {
      texts[id] = text;
      writes.push(id);
    },
  });
  const asks: Ask[] = [];
  const loads: string[] = [];
  const { origin, pathname, search, href } = new URL(url);

  const fetchNext = (target: string, init: RequestInit): Promise<Response> => {
    const answer = answers[Math.min(asks.length, answers.length - 1)]?.() ?? "offline";
    asks.push({ atMs: nowMs, url: target, init });
    if (answer === "offline") return Promise.reject(new TypeError("Failed to fetch"));
    if (answer !== "hangs") return Promise.resolve(answer);
    return new Promise((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  };

  runInNewContext(script, {
    document: {
      documentElement: { lang: "en" },
      visibilityState: "visible",
      getElementById: (id: string) =>
        id === "corral" ? { dataset: { copy: JSON.stringify(COPY), ...data } } : element(id as keyof typeof texts),
      addEventListener: listen,
    },
    addEventListener: listen,
    location: { origin, pathname, search, href, replace: (to: string) => loads.push(to) },
    setTimeout: (run: () => void, delayMs: number) => {
      lastTimer += 1;
      timers.set(lastTimer, { atMs: nowMs + delayMs, run });
      return lastTimer;
    },
    clearTimeout: (timer: number) => timers.delete(timer),
    Date: { now: () => nowMs },
    fetch: fetchNext,
    AbortController,
  });

  /** Moves the clock, running what falls due on the way in order, and lets every answer arrive. */
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = [...timers].filter(([, { atMs }]) => atMs <= untilMs).sort((a, b) => a[1].atMs - b[1].atMs);
      if (next === undefined) break;
      timers.delete(next[0]);
      nowMs = Math.max(nowMs, next[1].atMs);
      next[1].run();
    }
    nowMs = untilMs;
  };

  return {
    texts,
    writes,
    asks,
    loads,
    pass,
    happen: (name: string, persisted: "persisted" | "fresh" = "fresh") =>
      listeners.get(name)?.({ persisted: persisted === "persisted" }),
    /** The value of the `Corral` header of each ask so far. */
    words: () => asks.map(({ init }) => new Headers(init.headers).get("corral")),
    /** The seconds between asks so far, the first counted from the load. */
    gaps: () => asks.map(({ atMs }, i) => (atMs - (asks[i - 1]?.atMs ?? 1_000_000)) / 1000),
  };
}
