// The targets of Corral's redirects. An open redirect on a ticket site is a gift to phishers, so a doubtful target is
// refused.

/** Two leading slashes in any spelling. Browsers read `//` as a host, and a proxy may decode the other spellings. */
const NAMES_A_HOST = /^(?:\/|%2f){2}/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for exactly these
const UNPRINTABLE_OR_BACKSLASH = /[\\\u0000-\u001f\u007f]|%(?:[01][0-9a-f]|7f|5c)/i;

/**
 * The visitor's own URL as path and query for `Location`, without fragment; `null` if no safe form exists.
 *
 * *Guarantees*: the result begins with exactly one slash, and a browser that follows it stays on this host.
 */
export function pathForRedirect(url: URL): string | null {
  const { pathname, search } = url;
  if (!pathname.startsWith("/") || NAMES_A_HOST.test(pathname) || UNPRINTABLE_OR_BACKSLASH.test(pathname)) return null;
  return pathname + search;
}

/** `TARGET_URL`, otherwise verbatim, with the pass copy as query parameter `corral-pass`, ahead of any fragment. */
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
