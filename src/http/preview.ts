// The pages as they will look, for the organiser: every state in every language, without waiting for it to come about.

import { isLanguage, LANGUAGES, type Language } from "../domain/language.ts";
import type { Status } from "../domain/status.ts";
import type { Face } from "../page/face.ts";
import { readLanguage, switchLanguage } from "./language.ts";
import { ownHeaders } from "./own-headers.ts";
import { leftPage, waitingPage } from "./pages.ts";
import type { Visit } from "./visit.ts";

type Shown = { readonly face: Face; readonly figures: Pick<Status, "place" | "waiting" | "expectedWaitSeconds"> };

const FIRST_PLACE = 3120;
const KNOWN = { place: 1234, waiting: 15_186, expectedWaitSeconds: { low: 620, high: 1010 } };
const UNKNOWN = { place: null, waiting: null, expectedWaitSeconds: null };

/** By the name in the query. `measuring` is a wait that cannot be told yet; `left` is the page after the form. */
const STATES: Readonly<Record<string, Shown>> = {
  waiting: { face: "waiting", figures: KNOWN },
  measuring: { face: "waiting", figures: { ...KNOWN, place: 2871, expectedWaitSeconds: null } },
  near: { face: "near", figures: { place: 12, waiting: 13_964, expectedWaitSeconds: { low: 0, high: 50 } } },
  turn: { face: "turn", figures: UNKNOWN },
  reconnecting: { face: "reconnecting", figures: KNOWN },
  outage: { face: "outage", figures: KNOWN },
  renewed: { face: "renewed", figures: { ...UNKNOWN, waiting: 15_186 } },
  cookies: { face: "cookies", figures: UNKNOWN },
  unavailable: { face: "unavailable", figures: UNKNOWN },
  paused: { face: "paused", figures: { ...KNOWN, expectedWaitSeconds: null } },
  soldout: { face: "soldout", figures: UNKNOWN },
  left: { face: "left", figures: UNKNOWN },
};

/** `?state=…&lang=…`; without either, the page of somebody who waits, in the reader's own language. */
export async function preview(visit: Visit): Promise<Response> {
  if (visit.kind === "language") return switchLanguage(visit, ["lang"]);
  const { searchParams } = visit.url;
  const state = searchParams.get("state") ?? "waiting";
  const language = searchParams.get("lang") ?? readLanguage(visit);
  const isRead = visit.request.method === "GET" || visit.request.method === "HEAD";
  const shown = isRead && Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (shown === undefined || !isLanguage(language)) return offer();
  const { html, headers } = await renderShown(visit, shown, language);
  return new Response(html, { headers });
}

function renderShown(visit: Visit, { face, figures }: Shown, language: Language) {
  if (face === "left") return leftPage(visit, language);
  const status: Status = {
    state: "waiting",
    room: visit.parts.room.name,
    visit: null,
    ...figures,
    askAgainSeconds: null,
    asOf: new Date(visit.nowMs).toISOString(),
    why: null,
    message: visit.parts.room.message,
  };
  return waitingPage(visit, { status, firstPlace: FIRST_PLACE, refreshSeconds: 0, preview: face, language }, {});
}

function offer(): Response {
  const text = `There are the states ${Object.keys(STATES).join(", ")}\nand the languages ${Object.keys(LANGUAGES).join(", ")}.\n`;
  return new Response(text, {
    status: 404,
    headers: ownHeaders("waiting", { "Content-Type": "text/plain; charset=utf-8" }),
  });
}
