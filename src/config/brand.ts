// What the organiser puts on the pages. All of it is shown as text; only what cannot be shown is refused here.

import * as v from "valibot";
import { isPrivateOnTheWay, readUrl } from "./addresses.ts";

/** Fits the head of the page on a phone in three lines. */
const LONGEST_EVENT_NAME = 120;
/** About five lines on a phone; a longer text belongs on the organiser's own page. */
const LONGEST_MESSAGE = 500;
/** The logo travels with every page; a larger one is better fetched once, from an address. */
const LONGEST_LOGO_DATA = 1600;

const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** An image as it stands in an attribute: base64, or percent-encoded as SVG often is. */
const IMAGE_DATA =
  /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)(?:;charset=utf-8)?(?:;base64)?,[\w!$&'()*+./:=?@~%-]+$/;

/** A host that can stand in a content security policy: `;` and `,` there would begin another directive. */
const PLAIN_HOST = /^[\w.:[\]-]+$/;

/** One address, without a subject: RFC 5321 allows 254 characters. */
const EMAIL = /^mailto:[\w!#$%&'*+./=?^`{|}~-]{1,64}@[\w.-]{1,189}$/;

export const eventName = v.pipe(
  v.string("must be text"),
  v.check(
    (text) => [...text].length <= LONGEST_EVENT_NAME && !BREAKS.test(text),
    `must be up to ${LONGEST_EVENT_NAME} characters on one line`,
  ),
);

/** Line breaks are allowed, other control characters are not. */
export const message = v.pipe(
  v.string("must be text"),
  v.check(
    (text) => text.trim() !== "" && [...text].length <= LONGEST_MESSAGE && !BREAKS.test(text.replaceAll(/\r?\n/g, "")),
    `must be 1 to ${LONGEST_MESSAGE} characters of plain text`,
  ),
);

/** `#rgb` is written out, since contrast is computed from six digits. */
export const brandColor = v.pipe(
  v.string("must be text"),
  v.regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, "must be a colour like #0a5c8f"),
  v.transform((text) => (text.length === 4 ? text.replaceAll(/[0-9a-f]/gi, "$&$&") : text).toLowerCase()),
);

export const logoUrl = v.pipe(
  v.string("must be text"),
  v.check(
    (text) => (text.startsWith("data:") ? text.length <= LONGEST_LOGO_DATA && IMAGE_DATA.test(text) : isWebPage(text)),
    `must be the https address of an image (http on localhost only), or a data:image/… of up to ${LONGEST_LOGO_DATA} characters without spaces or double quotes`,
  ),
);

export const supportUrl = v.pipe(
  v.string("must be text"),
  v.check(
    (text) => EMAIL.test(text) || isWebPage(text),
    "must be an https address (http on localhost only), or mailto: and an address",
  ),
);

function isWebPage(text: string): boolean {
  const url = readUrl(text);
  return url !== null && isPrivateOnTheWay(url) && PLAIN_HOST.test(url.host);
}
