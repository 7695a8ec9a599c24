/** What browsers send names fewer than ten types; past this an `Accept` is somebody's experiment. */
const MAX_ACCEPTED_TYPES = 32;

type Wish = { readonly type: string; readonly quality: number };

/**
 * Whether an `Accept` names HTML above JSON (RFC 9110, 12.5.1); at equal quality the one named first is above. A
 * wildcard names nothing: scripts and command lines send it, and they read JSON better than a page.
 */
export function htmlAboveJson(accept: string | null): boolean {
  const wishes = (accept ?? "").split(",", MAX_ACCEPTED_TYPES).map(readWish);
  const html = findBest(wishes, (type) => type === "text/html" || type === "application/xhtml+xml");
  const json = findBest(wishes, (type) => type === "application/json" || type.endsWith("+json"));
  if (html === null) return false;
  if (json === null || html.quality > json.quality) return true;
  return html.quality === json.quality && wishes.indexOf(html) < wishes.indexOf(json);
}

function findBest(wishes: readonly Wish[], isType: (type: string) => boolean): Wish | null {
  let best: Wish | null = null;
  for (const wish of wishes) {
    if (isType(wish.type) && wish.quality > (best?.quality ?? 0)) best = wish;
  }
  return best;
}

function readWish(text: string): Wish {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const number = quality === undefined ? 1 : Number(quality.slice(2));
  return { type, quality: number >= 0 && number <= 1 ? number : 0 };
}
