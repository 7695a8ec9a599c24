import { html } from "hono/html";
import script from "./client/draw.ts?script";
import { COPIES } from "./copy/all-languages.ts";
import type { Copy } from "./copy/copy.ts";
import { type Frame, type Html, renderDocument } from "./document.ts";
import { formatMoment } from "./format.ts";

/** The data of the draw's page. */
export type DrawView = Frame & {
  readonly opensAtMs: number;
  readonly timeZone: string;
  /** SHA-256 of the key, and the key itself once published, both in hexadecimal digits. */
  readonly commitment: string;
  readonly key: string | null;
  /** This browser's ticket in the draw, `null` if it holds none. It has a number once the key is published. */
  readonly ticket: { readonly code: string; readonly number: number | null } | null;
  /** The path of the page that the reader came from. */
  readonly back: string;
};

/**
 * The page that explains the draw and checks it in the reader's own browser: a whole document.
 *
 * *Guarantees*: everything the check needs is visible on it, so nobody has to trust the script either.
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

/** The script's input: the facts to check, and its sentences for the result. */
function renderData({ commitment, key, ticket }: DrawView, { draw }: Copy): Html {
  const { right, wrong, unable } = draw;
  return html`data-draw="${JSON.stringify({ commitment, key, ticket })}" data-words="${JSON.stringify({ right, wrong, unable })}"`;
}
