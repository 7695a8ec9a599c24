// That nothing in the documents leads nowhere, and that each page says for whom it is.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, linksOf } from "./markdown.ts";
import { proseOf, REPOSITORY, readAllPages, readPage } from "./pages.ts";

const pages = readAllPages();

/** A decision record is read from the index beside it, which names the reader of them all. */
const RECORD = /^docs\/decisions\/\d{4}-/;

/** How far down the title, the reader and a line or two may stand. */
const FIRST_LINES = 5;

/** The target of a link by its path from the repository's root; `null` for another site's. */
function resolve(from: string, link: string): { readonly path: string; readonly anchor: string | null } | null {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return null;
  const [path = "", anchor = null] = link.split("#", 2);
  return { path: path === "" ? from : normalize(join(dirname(from), decodeURI(path))), anchor };
}

function isBroken(from: string, link: string): boolean {
  const target = resolve(from, link);
  if (target === null) return false;
  if (target.path.startsWith("..") || !existsSync(join(REPOSITORY, target.path))) return true;
  if (target.anchor === null) return false;
  return !(target.path.endsWith(".md") && anchorsOf(proseOf(readPage(target.path))).has(target.anchor));
}

describe("the documents", () => {
  it.each(pages.map((page) => [page.path, page] as const))("lead somewhere by every link and image: %s", (_, page) => {
    expect(linksOf(proseOf(page)).filter((link) => isBroken(page.path, link))).toEqual([]);
  });

  it("each say for whom they are", () => {
    const isNamed = (text: string) => text.split("\n", FIRST_LINES).some((line) => /^[*_>\s]*For \S/.test(line));
    const docs = pages.filter(({ path }) => path.startsWith("docs/") && !RECORD.test(path));
    expect(docs.length).toBeGreaterThan(0);
    expect(docs.filter(({ text }) => !isNamed(text)).map(({ path }) => path)).toEqual([]);
  });

  it("are each reached from the README, by way of other pages or at once, and so is each picture", () => {
    const reached = new Set(["README.md"]);
    for (const path of reached) {
      if (!path.endsWith(".md") || !existsSync(join(REPOSITORY, path))) continue;
      for (const link of linksOf(proseOf(readPage(path)))) reached.add(resolve(path, link)?.path ?? path);
    }
    const pictures = readdirSync(join(REPOSITORY, "docs", "images")).map((name) => join("docs", "images", name));
    expect([...pages.map(({ path }) => path), ...pictures].filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe("an anchor", () => {
  it.each([
    ["## The origin's side", "the-origins-side"],
    ["# HTTP API", "http-api"],
    ["### `CAPACITY` and _inflow_", "capacity-and-inflow"],
    ["## [The draw](draw.md), checked", "the-draw-checked"],
    ["## What it promises, and what not ##", "what-it-promises-and-what-not"],
    ["## Über 320 px", "über-320-px"],
    ["## snake_case stays", "snake_case-stays"],
  ])("of %j is #%s", (heading, anchor) => {
    expect([...anchorsOf(heading)]).toEqual([anchor]);
  });

  it("of a heading that comes again is numbered", () => {
    expect([...anchorsOf("# Faults\n\n## Faults\n\n## Faults\n")]).toEqual(["faults", "faults-1", "faults-2"]);
  });
});

describe("a link", () => {
  it.each([
    ["see [deploying](docs/deploy.md#plans).", ["docs/deploy.md#plans"]],
    ["![A phone](images/near.png) and [it](a.md)", ["images/near.png", "a.md"]],
    ['<img src="docs/images/near.png" width="260" alt="A phone">', ["docs/images/near.png"]],
    ["[![badge](b.svg)](c.md)", ["b.svg", "c.md"]],
    ["[it]: a.md", ["a.md"]],
    ["`[no](link.md)`", []],
  ])("is found in %s", (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it.each([
    ["docs/deploy.md", "settings.md#nowhere"],
    ["docs/deploy.md", "missing.md"],
    ["README.md", "#nowhere"],
    ["README.md", "../outside.md"],
    ["README.md", "docs/images/missing.png"],
  ])("that leads nowhere is noticed: from %s to %s", (from, link) => {
    expect(isBroken(from, link)).toBe(true);
  });
});
