// Corral's pages as answers: HTML and headers from a request's context.

import type { Language } from "../../domain/language.ts";
import type { Status } from "../../domain/status.ts";
import { pageCsp } from "../../page/csp.ts";
import type { Frame } from "../../page/document.ts";
import { type DrawView, renderDrawPage } from "../../page/draw-page.ts";
import { renderLeftPage } from "../../page/left-page.ts";
import type { OpeningView } from "../../page/opening.ts";
import type { PageState } from "../../page/page-state.ts";
import { renderWaitingPage } from "../../page/waiting-page.ts";
import { hasTicketCookie, type RequestContext } from "../request/request-context.ts";
import { pageHeaders } from "./headers.ts";
import { queryWithoutCorral, readLanguage } from "./language.ts";

/** The zone for times where Cloudflare names none that the engine knows. */
const NO_ZONE = "UTC";

/** The content of a waiting page that the request's context does not hold. */
export type Waiting = {
  readonly status: Status;
  readonly firstPlace: number | null;
  readonly refreshSeconds: number;
  readonly preview?: PageState;
  /** Overrides the room's own opening. */
  readonly opening?: OpeningView;
  /** Overrides the reader's own language. */
  readonly language?: Language;
};

/** The waiting page: its HTML and its headers; `extra` adds headers or overrides them. */
export async function waitingPage(
  context: RequestContext,
  waiting: Waiting,
  extra: Readonly<Record<string, string>>,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const { room } = context;
  const frame = frameOf(context, waiting.language);
  const html = renderWaitingPage({
    ...waiting,
    ...frame,
    room: room.name,
    cookies: hasLostCookies(context) ? "lost" : "kept",
    opening: waiting.opening ?? (waiting.status.opensAt === null ? null : openingOf(context)),
    order: room.calendar.opening?.order ?? "arrival",
    claimSeconds: room.claimSeconds,
    timeZone: readTimeZone(context.request),
  });
  return { html, headers: await headersOf(context, frame, waiting.status.state, extra) };
}

/** The page for visitors who left the line through the form; `language` overrides the reader's own. */
export async function leftPage(
  context: RequestContext,
  language?: Language,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const frame = frameOf(context, language);
  return { html: renderLeftPage(frame), headers: await headersOf(context, frame, "left", {}) };
}

/** The page that explains the draw and lets readers check it; `language` overrides the reader's own. */
export async function drawPage(
  context: RequestContext,
  view: Omit<DrawView, keyof Frame | "timeZone">,
  language?: Language,
): Promise<{ readonly html: string; readonly headers: Headers }> {
  const frame = frameOf(context, language);
  const html = renderDrawPage({ ...frame, ...view, timeZone: readTimeZone(context.request) });
  return { html, headers: await headersOf(context, frame, "open", {}) };
}

function openingOf({ room, draw }: RequestContext): OpeningView | null {
  const { opening } = room.calendar;
  return opening === null ? null : { ...opening, commitment: draw?.commitment ?? null };
}

function frameOf(context: RequestContext, language: Language = readLanguage(context)): Frame {
  const { eventName, brand } = context.room;
  return { language, eventName, brand, query: queryWithoutCorral(context.url) };
}

async function headersOf(
  context: RequestContext,
  { language }: Frame,
  state: string,
  extra: Readonly<Record<string, string>>,
): Promise<Headers> {
  return pageHeaders(state, { csp: await pageCsp(context.room.brand), language }, extra);
}

/** A page that reloads itself is its own referrer. If the reload brings no ticket, the browser kept no cookie. */
function hasLostCookies(context: RequestContext): boolean {
  return context.request.headers.get("referer") === context.url.href && !hasTicketCookie(context);
}

/** Zones that Cloudflare has named so far, mapped to ones the engine knows: a few hundred at most. */
const zones = new Map<string, string>();

/** The reader's time zone, according to Cloudflare. */
function readTimeZone({ cf }: Request): string {
  const zone = cf?.timezone;
  if (typeof zone !== "string") return NO_ZONE;
  const known = zones.get(zone) ?? (isTimeZone(zone) ? zone : NO_ZONE);
  zones.set(zone, known);
  return known;
}

/** `false` for a zone newer than the engine's data. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
