import { html, raw } from "hono/html";
import type { Status } from "../domain/status.ts";
import { COPY, isCount, sayCount, sayNote, sayWait } from "./copy.ts";
import { renderDocument, renderEvent, titled } from "./document.ts";
import script from "./waiting.client.js";

export type WaitingView = {
  readonly eventName: string | null;
  readonly status: Status;
  /** How soon a page without script reloads. */
  readonly refreshSeconds: number;
};

/**
 * The page that keeps somebody company in line: a whole document. With script it asks how things stand; without, it
 * reloads.
 *
 * *Guarantees*: whatever the event's name holds, it is text; no figure is shown that is not one.
 */
export function renderWaitingPage({ eventName, status, refreshSeconds }: WaitingView): string {
  const head = html`<noscript><meta http-equiv="refresh" content="${Math.max(1, Math.ceil(refreshSeconds))}"></noscript>`;
  const body = html`<main id="corral" data-copy="${JSON.stringify(COPY)}" data-place="${attribute(status.place)}"
data-ask-again="${attribute(status.askAgainSeconds)}">${renderEvent(eventName)}<h1>${COPY.waitingTitle}</h1>
<dl><dt>${COPY.place}</dt><dd id="place">${sayCount(status.place)}</dd>
<dt>${COPY.waiting}</dt><dd id="waiting">${sayCount(status.waiting)}</dd>
<dt>${COPY.wait}</dt><dd id="wait">${sayWait(status.expectedWaitSeconds)}</dd></dl>
<p id="note" role="status" aria-live="polite">${sayNote(status)}</p>
<noscript><p>${COPY.withoutScript}</p></noscript>
<form method="post" action="?corral=leave"><button type="submit">${COPY.leave}</button></form></main>
<script>${raw(script)}</script>`;
  return renderDocument({ title: titled(COPY.waitingTitle, eventName), head, body });
}

/** The script reads an empty attribute as nothing known. */
function attribute(figure: number | null): string {
  return isCount(figure) ? String(figure) : "";
}
