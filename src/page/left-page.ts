import { html } from "hono/html";
import { COPIES } from "./copy/all-languages.ts";
import { type Frame, renderDocument } from "./document.ts";

/** What somebody sees who has left the line by the form: a whole document, without script. */
export function renderLeftPage(frame: Frame): string {
  const { headings, notes, lineUpAgain } = COPIES[frame.language];
  const main = html`<main><h1>${headings.left}</h1><p id="note">${notes.left}</p>
<a class="button" href="?${frame.query}">${lineUpAgain}</a></main>`;
  // Another language would load the page again, and line its reader up.
  return renderDocument(frame, { title: headings.left, main, switch: "none" });
}
