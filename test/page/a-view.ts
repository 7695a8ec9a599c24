// Builds the data that pages are rendered from, and reads the pages.

import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import type { Status } from "../../src/domain/status.ts";
import { en } from "../../src/page/copy/en.ts";
import type { Frame } from "../../src/page/document.ts";
import type { DrawView } from "../../src/page/draw-page.ts";
import type { OpeningView } from "../../src/page/opening.ts";
import type { PageState } from "../../src/page/page-state.ts";
import type { WaitingView } from "../../src/page/waiting-page.ts";

export const EVERY_LANGUAGE = Object.keys(LANGUAGES) as Language[];
/** Each has a note. */
export const EVERY_STATE = Object.keys(en.notes) as PageState[];

export const KNOWN: Status = {
  state: "waiting",
  room: "main",
  placeId: "AbCdEf",
  place: 1234,
  waiting: 15_186,
  expectedWaitSeconds: { low: 300, high: 420 },
  askAgainSeconds: 12.4,
  asOf: "2027-03-21T01:00:00.000Z",
  why: null,
  message: null,
  opensAt: null,
  opensInSeconds: null,
};

export const UNKNOWN: Status = {
  ...KNOWN,
  place: null,
  waiting: null,
  expectedWaitSeconds: null,
  askAgainSeconds: null,
  asOf: null,
};

/** For a visitor who has come to the lobby a quarter of an hour early. */
export const AHEAD: Status = {
  ...UNKNOWN,
  state: "lobby",
  askAgainSeconds: 42,
  opensAt: "2027-03-21T01:00:00.000Z",
  opensInSeconds: 900,
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
    opening: null,
    order: "arrival",
    claimSeconds: 75,
    timeZone: "UTC",
    refreshSeconds: 12.4,
    cookies: "kept",
    ...overrides,
  };
}

/** Lobby at 00:30, line at 01:00. */
export function anOpening(overrides: Partial<OpeningView> = {}): OpeningView {
  return {
    lobbyAtMs: Date.UTC(2027, 2, 21, 0, 30),
    opensAtMs: Date.UTC(2027, 2, 21, 1, 0),
    order: "arrival",
    commitment: null,
    ...overrides,
  };
}

/** SHA-256 of a key, and HMAC-SHA-256 of a code under it: its first 48 bits are the number. */
export const DRAWN = {
  key: "51cd7b5e90eb759c6ec881a77dc2a9200b44c438e416b882bf9a87c33dfeeddc",
  commitment: "d0ee306dffe0f38535aaf08b44859021aa02a9445a5c414fd811089631332fbb",
  code: "Qm3xZpTn7RkW2sVa",
  number: 238_729_325_846_204,
};

/** Of a draw whose key is published, read by somebody who holds a ticket of it. */
export function aDrawView(overrides: Partial<DrawView> = {}): DrawView {
  return {
    ...aFrame(),
    opensAtMs: Date.UTC(2027, 2, 21, 1, 0),
    timeZone: "UTC",
    commitment: DRAWN.commitment,
    key: DRAWN.key,
    ticket: { code: DRAWN.code, number: DRAWN.number },
    back: "/tickets?race=10k",
    ...overrides,
  };
}

/** The contents of the page's own elements of a kind: one style, and the script with its watchdog. */
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
