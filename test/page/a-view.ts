// Builds what the pages are rendered from, and reads what they became.

import type { Status } from "../../src/domain/status.ts";
import type { Frame } from "../../src/page/document.ts";
import type { WaitingView } from "../../src/page/waiting-page.ts";

export const KNOWN: Status = {
  state: "waiting",
  room: "main",
  visit: "AbCdEf",
  place: 1234,
  waiting: 15_186,
  expectedWaitSeconds: { low: 300, high: 420 },
  askAgainSeconds: 12.4,
  asOf: "2027-03-21T01:00:00.000Z",
  why: null,
  message: null,
};

export const UNKNOWN: Status = {
  ...KNOWN,
  place: null,
  waiting: null,
  expectedWaitSeconds: null,
  askAgainSeconds: null,
  asOf: null,
};

export const PLAIN = { color: null, logoUrl: null, supportUrl: null };

export function aFrame(overrides: Partial<Frame> = {}): Frame {
  return {
    language: "en",
    eventName: "Seoul Marathon",
    brand: PLAIN,
    query: "",
    ...overrides,
  };
}

export function aView(overrides: Partial<WaitingView> = {}): WaitingView {
  return {
    ...aFrame(),
    room: "main",
    status: KNOWN,
    firstPlace: 2000,
    claimSeconds: 75,
    timeZone: "UTC",
    refreshSeconds: 12.4,
    cookies: "kept",
    ...overrides,
  };
}

/** What the page's own elements of a kind hold: one style, and the script with its watchdog. */
export function inlined(html: string, tag: "script" | "style"): readonly string[] {
  return [...html.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, "gs"))].map(([, text = ""]) => text);
}

/** The page as its reader sees it: without style, script and what the script alone reads. */
export function visible(html: string): string {
  return html.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, "").replaceAll(/ ?\n?data-[\w-]+="[^"]*"/g, "");
}

/** The value of the first attribute of a name, as the browser reads it. */
export function attribute(html: string, name: string): string | null {
  const written = new RegExp(`[\\s]${name}="([^"]*)"`).exec(html)?.[1];
  return written === undefined ? null : unescaped(written);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
