// Where Corral sends people. An open redirect on a ticket site is a phisher's gift, so what is doubtful goes nowhere.

/** Two separators in any spelling at the start: browsers read `//`, and some read what a proxy made of the others, as a host. */
const NAMES_A_HOST = /^(?:\/|%2f){2}/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const UNPRINTABLE_OR_BACKSLASH = /[\\\u0000-\u001f\u007f]|%(?:[01][0-9a-f]|7f|5c)/i;

/**
 * The visitor's own URL as a path and query for `Location`, without fragment. `null`: nothing safe can be said.
 *
 * *Guarantees*: it begins with exactly one slash, and a browser that follows it stays on this host.
 */
export function pathForRedirect(url: URL): string | null {
  const { pathname, search } = url;
  if (!pathname.startsWith("/") || NAMES_A_HOST.test(pathname) || UNPRINTABLE_OR_BACKSLASH.test(pathname)) return null;
  return pathname + search;
}

/** `TARGET_URL`, verbatim, with the copy of the pass as the query parameter `corral-pass`, ahead of a fragment. */
export function targetWithPass(targetUrl: string, passCopy: string): string {
  const hash = targetUrl.indexOf("#");
  const address = hash < 0 ? targetUrl : targetUrl.slice(0, hash);
  const fragment = hash < 0 ? "" : targetUrl.slice(hash);
  return `${address}${joinerAfter(address)}corral-pass=${encodeURIComponent(passCopy)}${fragment}`;
}

function joinerAfter(address: string): "?" | "&" | "" {
  if (!address.includes("?")) return "?";
  return address.endsWith("?") || address.endsWith("&") ? "" : "&";
}
