// Writes to the page's elements, by their ids.

import { isCount } from "../../domain/status.ts";
import type { ScriptCopy } from "../copy/copy.ts";
import { formatter } from "../format.ts";
import { hasPlace, headingOf, type PageState, sayNote } from "../page-state.ts";
import { announcer } from "./announce.ts";
import { type Progress, showAt } from "./progress.ts";

export type View = {
  readonly show: (pageState: PageState, progress: Progress) => void;
  readonly write: (id: string, text: string) => void;
  readonly element: (id: string) => HTMLElement;
};

export function view(
  main: HTMLElement,
  words: ScriptCopy,
  first: { readonly pageState: PageState; readonly progress: Progress },
): View {
  const say = formatter(document.documentElement.lang, words);
  const progressBar = element("progress") as HTMLProgressElement;
  const judge = announcer({
    pageState: first.pageState,
    place: first.progress.shown,
    isWaitKnown: first.progress.wait !== null,
  });
  const event = main.dataset.event ?? "";
  const written = new Map<string, string>();
  let furthest = Number(main.dataset.first) || 0;
  let lowest = Number.POSITIVE_INFINITY;

  /** Compares with its own last text, not with the page's: translated text would differ and be redone every second. */
  function write(id: string, text: string): void {
    if (written.get(id) !== text) element(id).textContent = text;
    written.set(id, text);
  }

  return {
    element,
    write,
    show(pageState, progress) {
      const { place: counted, wait } = showAt(progress, Date.now());
      // The place shown never rises, whatever the machine's clock does.
      lowest = Math.min(lowest, counted ?? lowest);
      const place = counted === null ? null : lowest;
      const heading = headingOf(words.headings, pageState);
      const placeText = say.place(place);
      main.dataset.state = pageState;
      write("heading", heading);
      const note = sayNote(words.notes, pageState, progress.why);
      write("note", note);
      write("words", progress.message ?? "");
      element("message").hidden = progress.message === null;
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
      const title = hasPlace(pageState) && isCount(place) ? `${placeText} · ${heading}` : heading;
      document.title = event === "" ? title : `${title} – ${event}`;
      const announcement = judge({ pageState, place, isWaitKnown: wait !== null });
      if (announcement === "state") write("live", `${heading}. ${note}`);
      if (announcement === "figures") write("live", figuresAloud());
    },
  };
}

/** The figures as on the page: each after its label. */
function figuresAloud(): string {
  const figures = [...document.querySelectorAll(".place, .figures dl > div")].slice(0, 2);
  return figures.map(({ textContent }) => textContent).join(". ");
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement; // the page it is sent with has them all
}
