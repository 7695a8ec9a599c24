// Just enough of a browser to run the waiting page's script: its elements by id, timers on a machine's clock, tabs that
// hear each other, and a network of answers the test lines up. What a real browser makes of the page is the browser
// tests' to say.

import { runInNewContext } from "node:vm";
import type { Status } from "../../../src/domain/status.ts";
import script from "../../../src/page/client/main.ts?script";
import { en } from "../../../src/page/copy/en.ts";
import { aMachine, BEGAN_MS, type Machine } from "./a-machine.ts";

type Answer = Response | Promise<Response> | "offline" | "hangs";
type Ask = { readonly atMs: number; readonly url: string; readonly init: RequestInit };
type Listener = (event: { readonly persisted: boolean; readonly preventDefault: () => void }) => void;

export type Loaded = {
  readonly news?: Partial<Status>;
  readonly pageState?: string;
  readonly first?: string;
  readonly url?: string;
  readonly cookies?: "kept" | "blocked";
  readonly preview?: "";
  /**
   * The browser's timing of the page's own request, in ms after the load began; else it was answered at this moment.
   */
  readonly timing?: "untold" | { readonly requestStart: number; readonly responseStart: number };
  /** Globals that this browser has besides, or instead. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Tabs of one browser share it. */
  readonly machine?: Machine;
};

/** How long ago the load of a page began whose script begins. */
const LOADING_MS = 10_000;

/** A status answer as the gate gives it. */
export function aStatusAnswer(status: Readonly<Record<string, unknown>> = {}): Response {
  return Response.json({ ...STATUS, ...status }, { headers: { "Corral-State": "waiting" } });
}

/** The same before the opening, to somebody in the lobby. */
export function aLobbyAnswer(status: Readonly<Record<string, unknown>> = {}): Response {
  return aStatusAnswer({ ...AHEAD, state: "lobby", opensInSeconds: 50, askAgainSeconds: 50, ...status });
}

/** A page loaded so many seconds before the opening; it asks again in 50 s. */
export function ahead(pageState: "lobby" | "notyet", opensInSeconds: number, loaded: Loaded = {}): Loaded {
  return { pageState, ...loaded, news: { ...AHEAD, opensInSeconds, askAgainSeconds: 50, ...loaded.news } };
}

/** An answer that takes its time. */
export function slowly(machine: Machine, ms: number, answer: () => Response): Promise<Response> {
  return new Promise((resolve) => machine.start(() => resolve(answer()), ms));
}

const STATUS = {
  state: "waiting",
  room: "main",
  placeId: "anna",
  place: 40,
  waiting: 90,
  expectedWaitSeconds: null,
  askAgainSeconds: 5,
  asOf: "2027-03-21T01:00:00.000Z",
  why: null,
  message: null,
  opensAt: null,
  opensInSeconds: null,
};

const AHEAD = { place: null, waiting: null, asOf: null, opensAt: "2027-03-21T01:00:00.000Z" };

const IDS = [
  "heading",
  "note",
  "place",
  "waiting",
  "wait",
  "news",
  "progress",
  "live",
  "bell",
  "again",
  "leave",
  "message",
  "words",
  "left",
  "countdown",
] as const;
type Id = (typeof IDS)[number];

/** The page just loaded. Each ask takes the next of `answers`; when they run out, the last is given again. */
export function openWaitingPage(answers: readonly (() => Answer)[], loaded: Loaded = {}) {
  const { machine = aMachine(), url = "https://runner:secret@shop.example//a/b?x=1#part", cookies = "kept" } = loaded;
  const { timing = { requestStart: LOADING_MS, responseStart: LOADING_MS } } = loaded;
  const listeners = new Map<string, Listener>();
  const listen = (name: string, run: Listener) => listeners.set(name, run);
  const writes: [Id, string][] = [];
  const elements = Object.fromEntries(IDS.map((id) => [id, anElement(id, listeners, writes)])) as Record<
    Id,
    ReturnType<typeof anElement>
  >;
  const { headings, notes, finding, measuring, underAMinute, asOf, bell } = en;
  const dataset: Record<string, string | undefined> = {
    state: loaded.pageState ?? "waiting",
    room: "main",
    event: "Seoul Marathon",
    first: loaded.first ?? "",
    news: JSON.stringify({ ...STATUS, place: 50, askAgainSeconds: 3, ...loaded.news }),
    words: JSON.stringify({ headings, notes, finding, measuring, underAMinute, asOf, bell: bell.taken }),
    preview: loaded.preview,
  };
  const asks: Ask[] = [];
  const loads: string[] = [];
  const titles: string[] = [];
  const tab = {};
  const { origin, pathname, search, href } = new URL(url);

  const fetchNext = (target: string, init: RequestInit): Promise<Response> => {
    const answer = answers[Math.min(asks.length, answers.length - 1)]?.() ?? "offline";
    asks.push({ atMs: machine.nowMs(), url: target, init });
    if (answer === "offline") return Promise.reject(new TypeError("Failed to fetch"));
    if (answer !== "hangs") return Promise.resolve(answer);
    return new Promise((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  };

  const document = {
    documentElement: { lang: "en", dataset: {} },
    hidden: false,
    set title(text: string) {
      titles.push(text);
    },
    get title() {
      return titles.at(-1) ?? "";
    },
    getElementById: (id: string) => (id === "corral" ? { dataset } : elements[id as Id]),
    querySelectorAll: () => [
      { textContent: `Your place ${elements.place.textContent}` },
      { textContent: `Expected wait ${elements.wait.textContent}` },
    ],
    addEventListener: listen,
  };

  runInNewContext(script, {
    document,
    addEventListener: listen,
    navigator: { cookieEnabled: cookies === "kept" },
    location: { origin, pathname, search, href, replace: (to: string) => loads.push(to) },
    setTimeout: (run: () => void, delayMs: number) => machine.start(run, delayMs),
    setInterval: (run: () => void, everyMs: number) => machine.start(run, everyMs, everyMs),
    clearTimeout: (timer: number) => machine.stop(timer),
    Date: class extends Date {
      static override now = machine.clockMs;
    },
    performance: {
      timeOrigin: machine.clockMs() - LOADING_MS,
      getEntriesByType: (type: string) => (type === "navigation" && timing !== "untold" ? [timing] : []),
    },
    sessionStorage: {
      getItem: (name: string) => machine.stored.get(name) ?? null,
      setItem: (name: string, value: string) => machine.stored.set(name, value),
      removeItem: (name: string) => machine.stored.delete(name),
    },
    BroadcastChannel: class {
      readonly name: string;
      readonly self = tab;
      constructor(name: string) {
        this.name = name;
        machine.channels.push(this);
      }
      postMessage(data: unknown) {
        const copy = structuredClone(data);
        for (const other of machine.channels) {
          if (other.self !== tab && other.name === this.name) machine.start(() => other.onmessage?.({ data: copy }), 0);
        }
      }
    },
    fetch: fetchNext,
    AbortController,
    ...loaded.globals,
  });

  const text = (id: Id) => elements[id].textContent;
  return {
    text,
    elements,
    /** The pageState, as the style sees it. */
    pageState: () => dataset.state,
    /** Every text written since the load, in order. */
    writes,
    /** The announcements that a screen reader has heard. */
    said: () => writes.filter(([id]) => id === "live").map(([, words]) => words),
    titles,
    asks,
    loads,
    machine,
    pass: machine.pass,
    hide: (state: "hidden" | "visible") => {
      document.hidden = state === "hidden";
    },
    happen: (name: string, persisted: "persisted" | "fresh" = "fresh") =>
      listeners.get(name)?.({ persisted: persisted === "persisted", preventDefault: () => {} }),
    /** The value of the `Corral` header of each ask so far. */
    words: () => asks.map(({ init }) => new Headers(init.headers).get("corral")),
    /** The seconds between asks so far, the first counted from the load. */
    gaps: () => asks.map(({ atMs }, i) => (atMs - (asks[i - 1]?.atMs ?? BEGAN_MS)) / 1000),
  };
}

function anElement(id: Id, listeners: Map<string, Listener>, writes: [Id, string][]) {
  let words = "";
  const attributes = new Map<string, string>();
  return {
    hidden: true,
    max: 1,
    value: 0,
    get textContent() {
      return words;
    },
    set textContent(text: string) {
      words = text;
      writes.push([id, text]);
    },
    focus: () => {},
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    attributes,
    addEventListener: (name: string, run: Listener) => listeners.set(`${id} ${name}`, run),
  };
}
