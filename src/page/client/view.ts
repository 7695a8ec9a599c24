// What is seen: the page's elements by their ids. A text is written only when it changes.

import { type Face, hasPlace, headingOf } from "../face.ts";
import type { ScriptCopy } from "../copy/copy.ts";
import { isCount, speaker } from "../say.ts";
import { announcer } from "./announce.ts";
import { type Progress, showAt } from "./progress.ts";

export type View = {
  readonly show: (face: Face, progress: Progress) => void;
  /** Says aloud, for those who hear the page, how things stand. */
  readonly element: (id: string) => HTMLElement;
};

export function view(
  main: HTMLElement,
  words: ScriptCopy,
  event: string,
  first: { face: Face; progress: Progress },
): View {
  const say = speaker(document.documentElement.lang, words);
  const progressBar = element("progress") as HTMLProgressElement;
  const judge = announcer({ face: first.face, place: first.progress.shown, isWaitKnown: first.progress.wait !== null });
  let furthest = Number(main.dataset.first) || 0;

  return {
    element,
    show(face, progress) {
      const { place, wait } = showAt(progress, Date.now());
      const heading = headingOf(words.headings, face);
      const placeText = say.place(place);
      main.dataset.face = face;
      write("heading", heading);
      write("note", words.notes[face]);
      write("place", placeText);
      element("place").className = place === null ? "unknown" : "";
      write("waiting", say.count(progress.waiting));
      write("wait", say.wait(wait));
      if (progress.asOf !== null) write("news", say.asOf(progress.asOf, null));
      if (place !== null) {
        furthest = Math.max(furthest, place);
        progressBar.max = furthest;
        progressBar.value = furthest - place;
      }
      const title = hasPlace(face) && isCount(place) ? `${placeText} · ${heading}` : heading;
      document.title = event === "" ? title : `${title} – ${event}`;
      const announcement = judge({ face, place, isWaitKnown: wait !== null });
      if (announcement === "face") write("live", `${heading}. ${words.notes[face]}`);
      if (announcement === "figures") write("live", figuresAloud());
    },
  };
}

/** As the page reads: each figure after its name. */
function figuresAloud(): string {
  const figures = [...document.querySelectorAll(".place, dl > div")].slice(0, 2);
  return figures.map(({ textContent }) => textContent).join(". ");
}

function write(id: string, text: string): void {
  const found = element(id);
  if (found.textContent !== text) found.textContent = text;
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement; // the page it is sent with has them all
}
