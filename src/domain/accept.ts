// The wishes a browser sends with a request: what types it takes (RFC 9110, 12.5.1) and what languages (12.5.4).

/** What browsers send names fewer than ten; past this a header is somebody's experiment. */
const MAX_WISHES = 32;

export type Wish = { readonly name: string; readonly quality: number };

/** In the order named, in lower case; what is no quality counts as none. */
export function readWishes(header: string | null): readonly Wish[] {
  return (header ?? "").split(",", MAX_WISHES).map(readWish);
}

/**
 * Whether an `Accept` names HTML above JSON; at equal quality the one named first is above. A wildcard names nothing:
 * scripts and command lines send it, and they read JSON better than a page.
 */
export function htmlAboveJson(accept: string | null): boolean {
  const wishes = readWishes(accept);
  const html = findBest(wishes, (type) => type === "text/html" || type === "application/xhtml+xml");
  const json = findBest(wishes, (type) => type === "application/json" || type.endsWith("+json"));
  if (html === null) return false;
  if (json === null || html.quality > json.quality) return true;
  return html.quality === json.quality && wishes.indexOf(html) < wishes.indexOf(json);
}

/** The best liked whose name fits; of equals the first named. */
export function findBest(wishes: readonly Wish[], fits: (name: string) => boolean): Wish | null {
  let best: Wish | null = null;
  for (const wish of wishes) {
    if (fits(wish.name) && wish.quality > (best?.quality ?? 0)) best = wish;
  }
  return best;
}

function readWish(text: string): Wish {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const number = quality === undefined ? 1 : Number(quality.slice(2));
  return { name, quality: number >= 0 && number <= 1 ? number : 0 };
}
