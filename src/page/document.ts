import { html, raw } from "hono/html";
import { directionOf, LANGUAGES, type Language } from "../domain/language.ts";
import type { Brand } from "../domain/room.ts";
import { COPIES, eachOnce } from "./copy/all-languages.ts";
import { styleOf } from "./style.ts";

/** HTML that may stand in HTML: the tag escapes everything else. */
export type Html = ReturnType<typeof html>;

/** What every page of Corral's shows around what it says. */
export type Frame = {
  readonly language: Language;
  readonly eventName: string | null;
  readonly brand: Brand;
  /** The query of the page's own URL as it came, without `?` and without what is Corral's: its forms keep it. */
  readonly query: string;
};

type Parts = {
  readonly title: string;
  readonly head?: Html;
  readonly main: Html;
  readonly footer?: Html;
  /** Come last: they find the whole page. */
  readonly scripts?: readonly string[];
  /** Whether another language can be chosen: choosing loads the page again. */
  readonly switch: "shown" | "none";
};

/**
 * The frame of every page: a whole document. The style is inlined: while people wait, a file of ours would be one more
 * request.
 *
 * *Guarantees*: whatever the organiser's variables hold, it is text.
 */
export function renderDocument(frame: Frame, parts: Parts): string {
  const { language, eventName, brand } = frame;
  const { title, head, main, footer, scripts = [] } = parts;
  const page = html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${titled(title, eventName)}</title><link rel="icon" href="data:,"><style>${raw(styleOf(brand))}</style>${head ?? ""}</head>
<body><header>${renderEvent(frame)}${parts.switch === "shown" ? renderSwitch(frame) : ""}</header>${main}<footer>${footer ?? ""}${renderSupport(frame)}</footer>${scripts.map(renderScript)}</body></html>`;
  return String(page);
}

/** A page's title, with the event it is about. */
export function titled(title: string, eventName: string | null): string {
  return eventName === null ? title : `${title} – ${eventName}`;
}

/** Cloudflare's Rocket Loader, where a zone has it on, would put off what the policy then refuses. */
function renderScript(script: string): Html {
  return html`<script data-cfasync="false">${raw(script)}</script>`;
}

function renderEvent({ eventName, brand }: Frame): Html {
  const logo = brand.logoUrl === null ? "" : html`<img src="${brand.logoUrl}" alt="" height="40">`;
  return html`<p class="event" dir="auto">${logo}${eventName ?? ""}</p>`;
}

/** A form rather than links: it carries the page's own query once, not once for each language. */
function renderSwitch({ language, query }: Frame): Html {
  return html`<details class="switch"><summary><span class="sr">${COPIES[language].language}: </span>${LANGUAGES[language]}</summary>
<form method="post" action="${formAction(query, "language")}">${renderLanguages(language)}</form></details>`;
}

const renderLanguages = eachOnce((language) => {
  const buttons = Object.entries(LANGUAGES).map(
    ([tag, name]) =>
      html`<button name="language" value="${tag}" lang="${tag}"${tag === language ? html` aria-current="true"` : ""}>${name}</button>`,
  );
  return html`${buttons}`;
});

/** Where a form of Corral's is sent: to the page's own URL, which says by the query what it is. */
export function formAction(query: string, form: "leave" | "language"): string {
  return `?${query === "" ? "" : `${query}&`}corral=${form}`;
}

function renderSupport({ language, brand }: Frame): Html {
  return brand.supportUrl === null
    ? html``
    : html`<a href="${brand.supportUrl}" target="_blank" rel="noopener">${COPIES[language].support}</a>`;
}
