import { html } from "hono/html";
import { COPY } from "./copy.ts";
import { renderDocument, renderEvent, titled } from "./document.ts";

export type LeftView = { readonly eventName: string | null };

/** What somebody sees who has left the line: a whole document, without script. */
export function renderLeftPage({ eventName }: LeftView): string {
  // An empty query: the page's own path, without the `corral=leave` that led here.
  const body = html`<main>${renderEvent(eventName)}<h1>${COPY.leftTitle}</h1><p>${COPY.leftNote}</p>
<p><a href="?">${COPY.lineUpAgain}</a></p></main>`;
  return renderDocument({ title: titled(COPY.leftTitle, eventName), body });
}
