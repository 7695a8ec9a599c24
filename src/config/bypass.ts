import * as v from "valibot";

/** Tried one after the other on every request; a site that needs more should narrow the Worker's route instead. */
const MOST_PATTERNS = 50;
const LONGEST_PATTERN = 200;

/** A path with one of `\ ; % ? #` in it is never bypassed, so a pattern with one is a slip. */
const PATTERN = /^\/[^\s\p{Cc}\\;%?#]*$/u;

const pattern = v.pipe(
  v.string(),
  v.check((text) => text.startsWith("/"), 'must begin with "/"'),
  v.check(
    (text) => text.length <= LONGEST_PATTERN && PATTERN.test(text) && !text.includes("//"),
    `must be a plain path of up to ${LONGEST_PATTERN} characters, without "//", backslash, query, fragment, ";", "%" or space`,
  ),
  v.check((text) => !/^\/\*+$/.test(text), "would let everyone past the line"),
);

/** Splits `/webhooks/*, /robots.txt` into patterns; domain/path-pattern.ts decides what they match. */
export const bypass = v.pipe(
  v.string("must be text"),
  v.transform((text) => text.split(",").map((part) => part.trim())),
  v.maxLength(MOST_PATTERNS, `must be up to ${MOST_PATTERNS} patterns`),
  v.array(pattern),
);
