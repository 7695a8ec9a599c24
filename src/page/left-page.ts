import { html } from "hono/html";
import { COPIES } from "./copy/all-languages.ts";
import { type Frame, renderDocument } from "./document.ts";

/** The page after the leave form: a whole document, without script. */
export function renderLeftPage(frame: Frame): string {
  const { headings, notes, lineUpAgain } = COPIES[frame.language];
  const main = html`<main><h1>${headings.left}</h1><p id="note">${notes.left}</p>
<a class="button" href="?${frame.query}">${lineUpAgain}</a></main>`;
  // No language switch: it would load the page again and put the reader back in line.
  return renderDocument(frame, { title: headings.left, main, switch: "none" });
}
