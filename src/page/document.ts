import { html, raw } from "hono/html";
import { LANGUAGE } from "./copy.ts";
import css from "./page.css";

/** HTML that may stand in HTML: the tag escapes everything else. */
export type Html = ReturnType<typeof html>;

type DocumentParts = { readonly title: string; readonly head?: Html; readonly body: Html };

/** The frame of every page of Corral's. The style is inlined: while people wait, a file of ours would be one more request. */
export function renderDocument({ title, head, body }: DocumentParts): string {
  const page = html`<!doctype html><html lang="${LANGUAGE}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title><link rel="icon" href="data:,"><style>${raw(css)}</style>${head ?? ""}</head>
<body>${body}</body></html>`;
  return String(page);
}

/** A page's title, with the event it is about. */
export function titled(title: string, eventName: string | null): string {
  return eventName === null ? title : `${title} – ${eventName}`;
}

export function renderEvent(eventName: string | null): Html {
  return eventName === null ? html`` : html`<p>${eventName}</p>`;
}
