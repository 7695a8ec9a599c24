/** A path with `*` for any run of characters, slashes included: `/pay/*`, `*.txt`. Case matters, as in a URL. */
export type PathPattern = { readonly pieces: readonly string[] };

/**
 * Characters of a decoded path that two servers may read differently: separators, path parameters, ends of the path, a
 * second layer of encoding, control characters. A bypass is a hole in the gate, so a doubtful path waits.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const DOUBTFUL = /[\\;%?#\u0000-\u001f\u007f]/;
const ENCODED_SLASH_OR_DOT = /%2f|%2e/i;
const DOT_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/;

/** Parses a pattern as the operator wrote it. *Guarantees*: no regular expression is built, so none can run away. */
export function compilePattern(text: string): PathPattern {
  return { pieces: text.trim().split("*").map(spellOut) };
}

/**
 * Whether any pattern matches the whole path, given as `URL.pathname` spells it.
 *
 * *Guarantees*: a path with an encoded slash, backslash, dot or NUL, or with `;params`, matches nothing, `*` included.
 * *Costs*: at most path length times pattern length.
 */
export function matchesAny(patterns: readonly PathPattern[], rawPathname: string): boolean {
  const path = readPath(rawPathname);
  return path !== null && patterns.some((pattern) => isMatch(pattern, path));
}

function readPath(rawPathname: string): string | null {
  if (ENCODED_SLASH_OR_DOT.test(rawPathname)) return null;
  const path = decode(rawPathname);
  return path === null || DOUBTFUL.test(path) || DOT_SEGMENT.test(path) ? null : path;
}

function isMatch({ pieces }: PathPattern, path: string): boolean {
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  // The earliest find of each piece leaves the most room for those after it, so no other choice need ever be tried.
  let from = first.length;
  for (const piece of rest) {
    const at = path.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return path.length - last.length >= from && path.endsWith(last);
}

function spellOut(piece: string): string {
  return decode(piece) ?? piece;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // not UTF-8: servers disagree about what such a path names
  }
}
