// /__corral/preview: every state of the pages in every language, for the organiser.

import type { Opening } from "../../domain/calendar.ts";
import { isLanguage, LANGUAGES, type Language } from "../../domain/language.ts";
import { bareStatus, type Status } from "../../domain/status.ts";
import type { VisitorId } from "../../domain/visitor.ts";
import type { PageState } from "../../page/page-state.ts";
import { isPreviewState, PREVIEW_STATES, type PreviewState } from "../../page/preview-states.ts";
import { deriveDraw } from "../../seal/draw.ts";
import { gateHeaders } from "../answers/headers.ts";
import { readLanguage, switchLanguage } from "../answers/language.ts";
import { drawPage, leftPage, waitingPage } from "../answers/pages.ts";
import type { RequestContext } from "../request/request-context.ts";

type Shown = {
  readonly state: PageState | "draw";
  readonly figures: Pick<Status, "place" | "waiting" | "expectedWaitSeconds">;
};

const FIRST_PLACE = 3120;
const KNOWN = { place: 1234, waiting: 15_186, expectedWaitSeconds: { low: 620, high: 1010 } };
const OPENS_IN_MS = 754_000;
const HOUR_MS = 3_600_000;
const EXAMPLE_SECRET = "the secret of a draw that is only looked at";
const EXAMPLE_OPENS_AT_MS = Date.parse("2027-03-21T01:00:00Z");
const EXAMPLE_CODE = "Qm3xZpTn7RkW2sVa" as VisitorId;
const UNKNOWN = { place: null, waiting: null, expectedWaitSeconds: null };

/** By name in the query. `measuring`: no wait can be given yet. `left`: the page after the leave form. */
const SHOWN: Readonly<Record<PreviewState, Shown>> = {
  waiting: { state: "waiting", figures: KNOWN },
  measuring: { state: "waiting", figures: { ...KNOWN, place: 2871, expectedWaitSeconds: null } },
  near: { state: "near", figures: { place: 12, waiting: 13_964, expectedWaitSeconds: { low: 0, high: 50 } } },
  turn: { state: "turn", figures: UNKNOWN },
  reconnecting: { state: "reconnecting", figures: KNOWN },
  outage: { state: "outage", figures: KNOWN },
  renewed: { state: "renewed", figures: { ...UNKNOWN, waiting: 15_186 } },
  cookies: { state: "cookies", figures: UNKNOWN },
  unavailable: { state: "unavailable", figures: UNKNOWN },
  paused: { state: "paused", figures: { ...KNOWN, expectedWaitSeconds: null } },
  soldout: { state: "soldout", figures: UNKNOWN },
  notyet: { state: "notyet", figures: UNKNOWN },
  lobby: { state: "lobby", figures: UNKNOWN },
  opening: { state: "opening", figures: UNKNOWN },
  closed: { state: "closed", figures: UNKNOWN },
  draw: { state: "draw", figures: UNKNOWN },
  left: { state: "left", figures: UNKNOWN },
};

/**
 * One page in one state: `?state=…&lang=…`, by default `waiting` in the reader's own language. An unknown state or
 * language is a 404 that lists them all.
 *
 * *Costs*: no round trip; no visitor is created.
 */
export async function preview(context: RequestContext): Promise<Response> {
  if (context.kind === "language") return switchLanguage(context, ["lang"]);
  const { searchParams } = context.url;
  const state = searchParams.get("state") ?? "waiting";
  const language = searchParams.get("lang") ?? readLanguage(context);
  const isRead = context.request.method === "GET" || context.request.method === "HEAD";
  if (!isRead || !isPreviewState(state) || !isLanguage(language)) return offer();
  const { html, headers } = await renderShown(context, SHOWN[state], language);
  return new Response(html, { headers });
}

async function renderShown(context: RequestContext, { state, figures }: Shown, language: Language) {
  if (state === "left") return leftPage(context, language);
  const opening = exampleOpening(context);
  const { draw, room } = context;
  const example = await deriveDraw(EXAMPLE_SECRET, { roomName: room.name, opensAtMs: EXAMPLE_OPENS_AT_MS });
  if (state === "draw") {
    const { key, commitment } = example;
    const ticket = { code: EXAMPLE_CODE, number: await example.numberOf(EXAMPLE_CODE) };
    return drawPage(context, { opensAtMs: EXAMPLE_OPENS_AT_MS, key, commitment, ticket, back: "/" }, language);
  }
  // The room's own opening must show its own fingerprint, never the example's.
  const commitment = opening.order === "draw" ? (draw ?? example).commitment : null;
  const isAhead = state === "notyet" || state === "lobby";
  const status: Status = {
    ...bareStatus(context.room.name, "waiting"),
    ...figures,
    asOf: new Date(context.nowMs).toISOString(),
    message: context.room.message,
    ...(isAhead ? { opensAt: new Date(opening.opensAtMs).toISOString(), opensInSeconds: OPENS_IN_MS / 1000 } : {}),
  };
  const shown = { status, firstPlace: FIRST_PLACE, refreshSeconds: 0, preview: state, language };
  return waitingPage(context, isAhead ? { ...shown, opening: { ...opening, commitment } } : shown, {});
}

/** The room's own opening, else a plausible one. */
function exampleOpening({ room, nowMs }: RequestContext): Pick<Opening, "lobbyAtMs" | "opensAtMs" | "order"> {
  const opensAtMs = Math.ceil((nowMs + OPENS_IN_MS) / HOUR_MS) * HOUR_MS;
  return room.calendar.opening ?? { lobbyAtMs: opensAtMs - HOUR_MS, opensAtMs, order: "draw" };
}

function offer(): Response {
  const text = `There are the states ${PREVIEW_STATES.join(", ")}\nand the languages ${Object.keys(LANGUAGES).join(", ")}.\n`;
  return new Response(text, {
    status: 404,
    headers: gateHeaders("waiting", { "Content-Type": "text/plain; charset=utf-8" }),
  });
}
