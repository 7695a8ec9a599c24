// Links and headings of a page, as GitHub reads them.

/** Where a link or an image of Markdown or of HTML leads; code is none. */
export function linksOf(prose: string): readonly string[] {
  const text = prose.replaceAll(/`[^`\n]*`/g, "");
  const inMarkdown = [...text.matchAll(/\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const byReference = [...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const inHtml = [...text.matchAll(/<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g)];
  return [...inMarkdown, ...byReference, ...inHtml].map(([, target = ""]) => target);
}

/** The anchors of a page's headings: a heading that comes again is numbered. */
export function anchorsOf(prose: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = slugOf(heading);
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

/** The text of a heading in lower case, without marks and punctuation, its spaces as hyphens. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/(?<![\p{L}\p{N}])_(.+?)_(?![\p{L}\p{N}])/gu, "$1")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
