import { html, raw } from "hono/html";
import { directionOf, LANGUAGES, type Language } from "../domain/language.ts";
import type { Brand } from "../domain/room.ts";
import { COPIES, eachOnce } from "./copy/all-languages.ts";
import { styleOf } from "./style.ts";

/** Markup that is inserted unescaped into other markup: the `html` tag escapes everything else. */
export type Html = ReturnType<typeof html>;

/** The data of the frame around every page of Corral. */
export type Frame = {
  readonly language: Language;
  readonly eventName: string | null;
  readonly brand: Brand;
  /** The query of the page's own URL, byte for byte, without `?` and Corral's own parameters. The forms keep it. */
  readonly query: string;
};

type Parts = {
  readonly title: string;
  readonly head?: Html;
  readonly main: Html;
  readonly footer?: Html;
  /** They come last, so that they find the whole page. */
  readonly scripts?: readonly string[];
  /** Whether the language switch is shown. Choosing a language reloads the page. */
  readonly switch: "shown" | "none";
};

/**
 * A whole HTML document: the frame of every page around `parts`. The style is inlined: while people wait, a separate
 * file would be one more request each.
 *
 * *Guarantees*: nothing that the organiser's variables hold is read as markup.
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

/** A page's title followed by the event's name, if it has one. */
export function titled(title: string, eventName: string | null): string {
  return eventName === null ? title : `${title} – ${eventName}`;
}

/** Without the attribute Cloudflare's Rocket Loader, a zone setting, rewrites scripts, and the CSP then blocks them. */
function renderScript(script: string): Html {
  return html`<script data-cfasync="false">${raw(script)}</script>`;
}

function renderEvent({ eventName, brand }: Frame): Html {
  const logo = brand.logoUrl === null ? "" : html`<img src="${brand.logoUrl}" alt="" height="40">`;
  return html`<p class="event" dir="auto">${logo}${eventName ?? ""}</p>`;
}

/** A form, not links: it carries the page's own query once instead of once per language. */
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

/** The target of Corral's own forms: the page's own URL, with the form's name in the query. */
export function formAction(query: string, form: "leave" | "language"): string {
  return `?${query === "" ? "" : `${query}&`}corral=${form}`;
}

function renderSupport({ language, brand }: Frame): Html {
  return brand.supportUrl === null
    ? html``
    : html`<a href="${brand.supportUrl}" target="_blank" rel="noopener">${COPIES[language].support}</a>`;
}
