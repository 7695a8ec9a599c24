import { html } from "hono/html";
import type { Opening } from "../domain/calendar.ts";
import type { Language } from "../domain/language.ts";
import type { Copy } from "./copy/copy.ts";
import type { Html } from "./document.ts";
import { formatMoment } from "./format.ts";

/** The data of an opening that lies ahead, as a page shows it. */
export type OpeningView = Pick<Opening, "lobbyAtMs" | "opensAtMs" | "order"> & {
  /** SHA-256 of the draw's key, to check it against; `null` where the order is not drawn. */
  readonly commitment: string | null;
};

type Reader = { readonly language: Language; readonly timeZone: string };

/** When the line opens and how it will be ordered. The page's script adds a countdown; the time alone is enough. */
export function renderOpening(opening: OpeningView, copy: Copy, { language, timeZone }: Reader): Html {
  const { lobbyAt, opensAt, left, draw, arrival } = copy.calendar;
  const moment = (ms: number) => {
    const iso = new Date(ms).toISOString();
    return html`<time datetime="${iso}">${formatMoment(language, iso, timeZone)}</time>`;
  };
  return html`<div class="opening"><dl><div id="left" hidden><dt>${left}</dt> <dd id="countdown"></dd></div>
<div><dt>${opensAt}</dt> <dd>${moment(opening.opensAtMs)}</dd></div>
<div class="lobby-at"><dt>${lobbyAt}</dt> <dd>${moment(opening.lobbyAtMs)}</dd></div></dl>
<p>${opening.order === "draw" ? draw : arrival}</p>${opening.commitment === null ? "" : renderFingerprint(opening.commitment, copy)}</div>`;
}

function renderFingerprint(commitment: string, { draw }: Copy): Html {
  return html`<p class="fingerprint">${draw.fingerprint}: <code dir="ltr">${commitment}</code> <a href="/__corral/draw" target="_blank" rel="noopener">${draw.title}</a></p>`;
}
