// The preferences sent with a request: media types (RFC 9110 §12.5.1) and languages (§12.5.4).

/** Browsers name fewer than ten; entries past this are ignored. */
const MAX_WISHES = 32;

/** One entry of the header: `name` in lower case, `quality` in [0, 1]. */
export type Wish = { readonly name: string; readonly quality: number };

/** The entries in the order named. An invalid quality counts as 0. */
export function readWishes(header: string | null): readonly Wish[] {
  return (header ?? "").split(",", MAX_WISHES).map(readWish);
}

/**
 * Whether an `Accept` prefers HTML to JSON; at equal quality the one named first wins. A wildcard names neither:
 * scripts and command-line tools send it, and they read JSON better than a page.
 */
export function htmlAboveJson(accept: string | null): boolean {
  const wishes = readWishes(accept);
  const html = findBest(wishes, (type) => type === "text/html" || type === "application/xhtml+xml");
  const json = findBest(wishes, (type) => type === "application/json" || type.endsWith("+json"));
  if (html === null) return false;
  if (json === null || html.quality > json.quality) return true;
  return html.quality === json.quality && wishes.indexOf(html) < wishes.indexOf(json);
}

/** The entry of highest quality whose name fits, of equals the first; `null` when none fits above quality 0. */
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
