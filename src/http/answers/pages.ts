// Corral's pages as answers: the view of a visit, under the headers a page needs.

import type { Language } from "../../domain/language.ts";
import type { Status } from "../../domain/status.ts";
import { pageCsp } from "../../page/csp.ts";
import type { Frame } from "../../page/document.ts";
import { type DrawView, renderDrawPage } from "../../page/draw-page.ts";
import { renderLeftPage } from "../../page/left-page.ts";
import type { OpeningView } from "../../page/opening.ts";
import type { Face } from "../../page/page-state.ts";
import { renderWaitingPage } from "../../page/waiting-page.ts";
import { hasTicketCookie, type Visit } from "../request/request-context.ts";
import { ownPageHeaders } from "./headers.ts";
import { queryWithoutOurs, readLanguage } from "./language.ts";

/** Where neither the reader nor Cloudflare says where he is. */
const NO_ZONE = "UTC";

export type Waiting = {
  readonly status: Status;
  readonly firstPlace: number | null;
  readonly refreshSeconds: number;
  readonly preview?: Face;
  /** Instead of the room's own. */
  readonly opening?: OpeningView;
  /** Instead of the reader's own. */
  readonly language?: Language;
};

/** The waiting page, with headers of its own to which `extra` adds. */
export async function waitingPage(
  visit: Visit,
  waiting: Waiting,
  extra: Readonly<Record<string, string>>,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const { room } = visit.parts;
  const frame = frameOf(visit, waiting.language);
  const html = renderWaitingPage({
    ...waiting,
    ...frame,
    room: room.name,
    cookies: hasLostCookies(visit) ? "lost" : "kept",
    opening: waiting.opening ?? (waiting.status.opensAt === null ? null : openingOf(visit)),
    order: room.calendar.opening?.order ?? "arrival",
    claimSeconds: room.claimSeconds,
    timeZone: readTimeZone(visit.request),
  });
  return { html, headers: await headersOf(visit, frame, waiting.status.state, extra) };
}

/** The page of those who left by the form. */
export async function leftPage(
  visit: Visit,
  language?: Language,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const frame = frameOf(visit, language);
  return { html: renderLeftPage(frame), headers: await headersOf(visit, frame, "left", {}) };
}

/** The page that explains the draw. */
export async function drawPage(
  visit: Visit,
  view: Omit<DrawView, keyof Frame | "timeZone">,
  language?: Language,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const frame = frameOf(visit, language);
  const html = renderDrawPage({ ...frame, ...view, timeZone: readTimeZone(visit.request) });
  return { html, headers: await headersOf(visit, frame, "open", {}) };
}

function openingOf({ parts }: Visit): OpeningView | null {
  const { opening } = parts.room.calendar;
  return opening === null ? null : { ...opening, commitment: parts.draw?.commitment ?? null };
}

function frameOf(visit: Visit, language: Language = readLanguage(visit)): Frame {
  const { eventName, brand } = visit.parts.room;
  return { language, eventName, brand, query: queryWithoutOurs(visit.url) };
}

async function headersOf(
  visit: Visit,
  { language }: Frame,
  state: string,
  extra: Readonly<Record<string, string>>,
): Promise<Headers> {
  return ownPageHeaders(state, { csp: await pageCsp(visit.parts.room.brand), language }, extra);
}

/** A page that its own refresh loads names itself as the referrer; by then its ticket should have come with it. */
function hasLostCookies(visit: Visit): boolean {
  return visit.request.headers.get("referer") === visit.url.href && !hasTicketCookie(visit);
}

/** What Cloudflare has named so far, each as the engine knows it: some hundreds at most. */
const zones = new Map<string, string>();

/** Where Cloudflare says the reader is. */
function readTimeZone({ cf }: Request): string {
  const zone = cf?.timezone;
  if (typeof zone !== "string") return NO_ZONE;
  const known = zones.get(zone) ?? (isTimeZone(zone) ? zone : NO_ZONE);
  zones.set(zone, known);
  return known;
}

/** A zone newer than the engine's data is none. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
