// The README and the pages under docs/, read as text.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const REPOSITORY = join(import.meta.dirname, "..", "..");

/** A page by its path from the repository's root, as `docs/deploy.md`. */
export type Page = { readonly path: string; readonly text: string };

export function readPage(path: string): Page {
  return { path, text: readFileSync(join(REPOSITORY, path), "utf8") };
}

/** The README first, then every page under docs/. */
export function readAllPages(): readonly Page[] {
  const names = readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" });
  const pages = names.filter((name) => name.endsWith(".md")).sort();
  return ["README.md", ...pages.map((name) => join("docs", name))].map(readPage);
}

/** What is prose: fenced blocks emptied, so that nothing in a program is taken for a heading or a link. */
export function proseOf({ text }: Page): string {
  return text.replaceAll(/^( *)(```|~~~)[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm, "");
}

/** The tables of a page as rows of trimmed cells, each without its head and its rule. */
export function tablesOf(page: Page): readonly (readonly (readonly string[])[])[] {
  const tables = proseOf(page).match(/(?:^\|.*\n)+/gm) ?? [];
  return tables.map((table) => table.trimEnd().split("\n").slice(2).map(cellsOf));
}

function cellsOf(row: string): string[] {
  return row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
