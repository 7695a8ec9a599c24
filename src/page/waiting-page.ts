import { html } from "hono/html";
import { isCount, type News, type Status } from "../domain/status.ts";
import script from "./client/main.ts?script";
import watchdog from "./client/watchdog.ts?script";
import { COPIES, eachOnce, formatterOf } from "./copy/all-languages.ts";
import type { Copy, ScriptCopy } from "./copy/copy.ts";
import { type Frame, formAction, type Html, renderDocument } from "./document.ts";
import { type OpeningView, renderOpening } from "./opening.ts";
import { hasPlace, headingOf, type PageState, pageStateOf, sayNote } from "./page-state.ts";

/** The data of a waiting page. */
export type WaitingView = Frame & {
  readonly room: string;
  readonly status: Status;
  /** The first place this visitor was given; the progress bar starts there. */
  readonly firstPlace: number | null;
  /** The opening ahead; `null` once the line is open. */
  readonly opening: OpeningView | null;
  /** How visitors who came before the opening are ordered. */
  readonly order: "arrival" | "draw";
  /** How long a call is kept. */
  readonly claimSeconds: number;
  /** The reader's IANA time zone, UTC if unknown. */
  readonly timeZone: string;
  /** How soon a page without script reloads. */
  readonly refreshSeconds: number;
  /** `"lost"`: the page was loaded by its own refresh, yet no ticket came with the request. */
  readonly cookies: "kept" | "lost";
  /** Shows this state, whatever the status, and never polls. */
  readonly preview?: PageState;
};

/**
 * The waiting page: a whole document. With script it polls; without, it reloads itself.
 *
 * *Guarantees*: an unknown figure is shown as words, never as 0 or `NaN`.
 */
export function renderWaitingPage(view: WaitingView): string {
  const { status, language } = view;
  const copy = COPIES[language];
  const pageState = view.preview ?? pageStateOf(status);
  const heading = headingOf(copy.headings, pageState);
  const place = formatterOf(language).place(status.place);
  const title = hasPlace(pageState) && isCount(status.place) ? `${place} · ${heading}` : heading;
  const reload = html`<noscript><meta http-equiv="refresh" content="${Math.max(1, Math.ceil(view.refreshSeconds))}"></noscript>`;
  return renderDocument(view, {
    title,
    ...(view.preview === undefined ? { head: reload } : {}),
    main: renderMain(view, copy, pageState),
    footer: html`<p id="news">${status.asOf === null ? "" : formatterOf(language).asOf(status.asOf, view.timeZone)}</p>`,
    scripts: [script, watchdog],
    switch: "shown",
  });
}

function renderMain(view: WaitingView, copy: Copy, pageState: PageState): Html {
  return html`<main id="corral" data-state="${pageState}" ${renderData(view)}>
<h1 id="heading">${headingOf(copy.headings, pageState)}</h1><p id="note">${sayNote(copy.notes, pageState, view.status.why)}</p>
${view.opening === null ? "" : renderOpening(view.opening, copy, view)}${renderFigures(view, copy)}
<p class="safe">${copy.safe}</p>${view.preview === undefined ? renderWithoutScript(view, copy) : ""}
${renderMessage(view, copy)}
<button id="bell" type="button" hidden>${copy.bell.offer}</button><a id="again" class="button" href="" hidden>${copy.lineUpAgain}</a>
${renderHow(view, copy)}${renderLeave(view, copy)}<p id="live" class="sr" role="status"></p></main>`;
}

function renderWithoutScript({ cookies }: WaitingView, { withoutScript, notes }: Copy): Html {
  return html`<noscript><p>${cookies === "lost" ? notes.cookies : withoutScript}</p></noscript>`;
}

/** Rendered without a message too, since the organiser may add one while people wait. */
function renderMessage({ status }: WaitingView, { message }: Copy): Html {
  const hidden = status.message === null ? html` hidden` : "";
  return html`<section class="message" id="message"${hidden}><h2>${message}</h2><p id="words" dir="auto">${status.message ?? ""}</p></section>`;
}

function renderFigures({ language, status, firstPlace }: WaitingView, copy: Copy): Html {
  const say = formatterOf(language);
  const place = isCount(status.place) ? status.place : null;
  const from = Math.max(firstPlace ?? 0, place ?? 0, 1);
  return html`<div class="figures"><p class="place">${copy.place} <strong id="place"${place === null ? html` class="unknown"` : ""}>${say.place(place)}</strong></p>
<progress id="progress" aria-label="${copy.progress}" max="${from}" value="${place === null ? 0 : from - place}"></progress>
<dl><div><dt>${copy.wait}</dt> <dd id="wait">${say.wait(status.expectedWaitSeconds)}</dd></div>
<div><dt>${copy.waiting}</dt> <dd id="waiting">${say.count(status.waiting)}</dd></div></dl></div>`;
}

function renderHow({ language, claimSeconds, order }: WaitingView, { how, calendar }: Copy): Html {
  const kept = formatterOf(language).seconds(claimSeconds);
  const steps = order === "draw" ? [calendar.drawn, ...how.steps.slice(1)] : how.steps;
  return html`<details><summary>${how.title}</summary><ol>${steps.map((step) => html`<li>${step.replace("#", kept)}</li>`)}</ol></details>`;
}

/** The form itself, behind a `<details>`, is the confirmation: it needs no script. */
function renderLeave({ query }: WaitingView, { leave }: Copy): Html {
  return html`<details id="leaving"><summary>${leave.offer}</summary><form id="leave" method="post" action="${formAction(query, "leave")}">
<p>${leave.warning}</p><button>${leave.confirm}</button></form></details>`;
}

/** The script's input as data attributes; an empty one means unknown. */
function renderData({ room: name, status, eventName, firstPlace, preview, language }: WaitingView): Html {
  const { state: _state, room: _room, reason: _reason, ...known } = status;
  const news: News = known;
  return html`data-room="${name}" data-event="${eventName ?? ""}" data-first="${firstPlace ?? ""}" data-news="${JSON.stringify(news)}"
${renderWords(language)}${preview === undefined ? "" : html` data-preview`}`;
}

/** The sentences that the script may show. */
const renderWords = eachOnce((language) => {
  const { headings, notes, finding, measuring, underAMinute, asOf, bell } = COPIES[language];
  const words: ScriptCopy = { headings, notes, finding, measuring, underAMinute, asOf, bell: bell.taken };
  return html`data-words="${JSON.stringify(words)}"`;
});
