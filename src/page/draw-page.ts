import { html } from "hono/html";
import script from "./client/draw.ts?script";
import { COPIES } from "./copy/all-languages.ts";
import type { Copy } from "./copy/copy.ts";
import { type Frame, type Html, renderDocument } from "./document.ts";
import { formatMoment } from "./format.ts";

export type DrawView = Frame & {
  readonly opensAtMs: number;
  readonly timeZone: string;
  /** SHA-256 of the key, and the key itself once it is published, in hexadecimal digits. */
  readonly commitment: string;
  readonly key: string | null;
  /** The ticket this browser holds, its number once the key is published; `null` where it holds none of the draw. */
  readonly ticket: { readonly code: string; readonly number: number | null } | null;
  /** Where the reader came from. */
  readonly back: string;
};

/**
 * The page that explains the draw, and has the reader's own browser check it: a whole document. Everything that the check
 * needs is written on it, so that nobody has to believe the script either.
 */
export function renderDrawPage(view: DrawView): string {
  const copy = COPIES[view.language];
  const { draw } = copy;
  const main = html`<main id="draw" ${renderData(view, copy)}><h1>${draw.title}</h1>
<ol>${draw.steps.map((step) => html`<li>${step}</li>`)}</ol>${renderFacts(view, copy)}
<p id="check" role="status"></p><a class="button" href="${view.back}">${draw.back}</a></main>`;
  return renderDocument(view, { title: draw.title, main, scripts: [script], switch: "shown" });
}

function renderFacts(
  { language, opensAtMs, timeZone, commitment, key, ticket }: DrawView,
  { draw, calendar }: Copy,
): Html {
  const fact = (name: string, value: Html) => html`<div><dt>${name}</dt> <dd>${value}</dd></div>`;
  const code = (text: string) => html`<code dir="ltr">${text}</code>`;
  const opensAt = new Date(opensAtMs).toISOString();
  const drawn = ticket?.number === null ? html`${draw.later}` : code(String(ticket?.number));
  return html`<dl class="facts">${fact(calendar.opensAt, html`${formatMoment(language, opensAt, timeZone)} ${code(opensAt)}`)}
${fact(draw.fingerprint, code(commitment))}${fact(draw.key, key === null ? html`${draw.later}` : code(key))}
${ticket === null ? "" : html`${fact(draw.code, code(ticket.code))}${fact(draw.number, drawn)}`}</dl>${ticket === null ? html`<p>${draw.noTicket}</p>` : ""}`;
}

/** What the script checks, and what it says then. */
function renderData({ commitment, key, ticket }: DrawView, { draw }: Copy): Html {
  const { right, wrong, unable } = draw;
  return html`data-draw="${JSON.stringify({ commitment, key, ticket })}" data-words="${JSON.stringify({ right, wrong, unable })}"`;
}
