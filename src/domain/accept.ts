// The preferences sent with a request: media types (RFC 9110 §12.5.1) and languages (§12.5.4).

/** Browsers name fewer than ten; entries past this are ignored. */
const MAX_PREFERENCES = 32;

/** One entry of the header: `name` in lower case, `quality` in [0, 1]. */
export type Preference = { readonly name: string; readonly quality: number };

/** The entries in the order named. An invalid quality counts as 0. */
export function readPreferences(header: string | null): readonly Preference[] {
  return (header ?? "").split(",", MAX_PREFERENCES).map(readPreference);
}

/**
 * Whether an `Accept` prefers HTML to JSON; at equal quality the one named first wins. A wildcard names neither:
 * scripts and command-line tools send it, and they read JSON better than a page.
 */
export function htmlAboveJson(accept: string | null): boolean {
  const preferences = readPreferences(accept);
  const html = findBest(preferences, (type) => type === "text/html" || type === "application/xhtml+xml");
  const json = findBest(preferences, (type) => type === "application/json" || type.endsWith("+json"));
  if (html === null) return false;
  if (json === null || html.quality > json.quality) return true;
  return html.quality === json.quality && preferences.indexOf(html) < preferences.indexOf(json);
}

/** The entry of highest quality whose name fits, of equals the first; `null` when none fits above quality 0. */
export function findBest(preferences: readonly Preference[], fits: (name: string) => boolean): Preference | null {
  let best: Preference | null = null;
  for (const preference of preferences) {
    if (fits(preference.name) && preference.quality > (best?.quality ?? 0)) best = preference;
  }
  return best;
}

function readPreference(text: string): Preference {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const number = quality === undefined ? 1 : Number(quality.slice(2));
  return { name, quality: number >= 0 && number <= 1 ? number : 0 };
}
