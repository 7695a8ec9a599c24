import * as v from "valibot";

/** Every browser and proxy takes this much; a longer text is something else, pasted by mistake. */
const LONGEST_URL = 2048;

/**
 * `new URL` repairs its input: `https:host`, backslashes, spaces, line breaks, letters beyond ASCII. Here a slip is
 * reported, not repaired, and the text can stand in a header unchanged.
 */
const VISIBLE_ASCII = /^[!-[\]-~]+$/;

/** Scheme and host, with no `@` before the path: credentials would end up in logs, and `fetch` refuses them. */
const ABSOLUTE = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i;

const LOCAL_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export const redisUrl = v.pipe(
  v.string("must be set: the https address of the Redis database"),
  v.check((text) => {
    const url = readUrl(text);
    return url !== null && isPrivateOnTheWay(url) && !text.includes("?") && !text.includes("#");
  }, "must be an https address (http on localhost only), without credentials, query or fragment"),
);

export const targetUrl = v.pipe(
  v.string("must be text"),
  v.check((text) => {
    const url = readUrl(text);
    return url !== null && isPrivateOnTheWay(url) && !text.includes("#") && !url.searchParams.has("corral-pass");
  }, "must be an https address (http on localhost only) in ASCII, without credentials, fragment or a corral-pass parameter"),
);

/** Only scheme, host and port: the path and query are each request's own. */
export const originUrl = v.pipe(
  v.string("must be text"),
  v.check((text) => {
    const url = readUrl(text);
    return url !== null && /^[^/]*\/\/[^/?#]+\/?$/.test(text);
  }, "must be an http or https origin, like https://shop.example.com, without credentials, path, query or fragment"),
  v.transform((text) => new URL(text)),
);

/** An absolute http or https URL without credentials; `null` for any other text. */
export function readUrl(text: string): URL | null {
  if (text.length > LONGEST_URL || !VISIBLE_ASCII.test(text) || !ABSOLUTE.test(text)) return null;
  return URL.canParse(text) ? new URL(text) : null;
}

/** Whether nobody on the way can read what is sent: by https, or within this machine. */
export function isPrivateOnTheWay(url: URL): boolean {
  return url.protocol === "https:" || LOCAL_HOSTS.includes(url.hostname);
}
