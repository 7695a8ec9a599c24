import { describe, expect, it } from "vitest";
import { type DrawView, renderDrawPage } from "../../src/page/draw-page.ts";
import { aDrawView, attribute, inlined, visible } from "./a-view.ts";

function aDrawPage(overrides: Partial<DrawView> = {}): string {
  return renderDrawPage(aDrawView(overrides));
}

/** As its reader sees it, its spaces of all kinds as plain ones. */
function read(html: string): string {
  return visible(html).replaceAll(/[\u00a0\u202f]/g, " ");
}

describe("the draw page", () => {
  it("is a whole document that explains the draw, step by step, and leads back", () => {
    const html = aDrawPage();
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">/);
    expect(html).toContain("<title>How the draw works – Seoul Marathon</title>");
    expect(html).toContain("<h1>How the draw works</h1>");
    expect([...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, step = ""]) => step.slice(0, 40))).toEqual([
      "The draw has a secret key. Its fingerpri",
      "Your ticket carries a random code. The k",
      "Shortly after the opening the key is pub",
      "If the opening time is changed, the draw",
      "What this does not prove: one browser is",
    ]);
    expect(html).toContain('<a class="button" href="/tickets?race=10k">Back to the line</a>');
    expect(html).toMatch(/<\/body><\/html>$/);
  });

  it("holds everything the check needs, written out, so that nobody needs its script", () => {
    const html = read(aDrawPage({ timeZone: "Asia/Seoul" }));
    expect([...html.matchAll(/<dt>(.*?)<\/dt> <dd>(.*?)<\/dd>/g)].map(([, name, value]) => [name, value])).toEqual([
      ["The line opens", 'Sunday, March 21 at 10:00 AM GMT+9 <code dir="ltr">2027-03-21T01:00:00.000Z</code>'],
      [
        "Fingerprint of the key",
        '<code dir="ltr">d0ee306dffe0f38535aaf08b44859021aa02a9445a5c414fd811089631332fbb</code>',
      ],
      ["Key", '<code dir="ltr">51cd7b5e90eb759c6ec881a77dc2a9200b44c438e416b882bf9a87c33dfeeddc</code>'],
      ["Your ticket&#39;s code", '<code dir="ltr">Qm3xZpTn7RkW2sVa</code>'],
      ["Your number", '<code dir="ltr">238729325846204</code>'],
    ]);
    expect(html).not.toMatch(/hidden|<noscript|http-equiv|undefined|null/);
  });

  it("says that key and number are published after the opening, as long as they are not", () => {
    const html = read(aDrawPage({ key: null, ticket: { code: "Qm3xZpTn7RkW2sVa", number: null } }));
    expect(html).toContain("<dt>Key</dt> <dd>published after the opening</dd>");
    expect(html).toContain('<dd><code dir="ltr">Qm3xZpTn7RkW2sVa</code></dd>');
    expect(html).toContain("<dt>Your number</dt> <dd>published after the opening</dd>");
    expect(html).not.toMatch(/undefined|null/);
  });

  it("says that this browser holds no ticket where it holds none, and nothing of a code", () => {
    const html = read(aDrawPage({ ticket: null }));
    expect(html).toContain("This browser holds no ticket of this draw.");
    expect(html).not.toMatch(/Your ticket&#39;s code|<dt>Your number|undefined|null/);
    expect(read(aDrawPage())).not.toContain("holds no ticket");
  });

  it("keeps nothing but terms and what they stand for in its list of facts", () => {
    const [, facts = ""] = /<dl class="facts">(.*?)<\/dl>/s.exec(aDrawPage({ ticket: null })) ?? [];
    expect(facts).toContain("<dt>Key</dt>");
    expect(facts.replaceAll(/<div><dt>.*?<\/dt> <dd>.*?<\/dd><\/div>/gs, "").trim()).toBe("");
  });

  it("hands its script what to check, and what to say of it", () => {
    const html = aDrawPage();
    expect(JSON.parse(attribute(html, "data-draw") ?? "")).toEqual({
      commitment: "d0ee306dffe0f38535aaf08b44859021aa02a9445a5c414fd811089631332fbb",
      key: "51cd7b5e90eb759c6ec881a77dc2a9200b44c438e416b882bf9a87c33dfeeddc",
      ticket: { code: "Qm3xZpTn7RkW2sVa", number: 238729325846204 },
    });
    expect(JSON.parse(attribute(html, "data-words") ?? "")).toEqual({
      right: "Checked in this browser: everything matches.",
      wrong: "This does not match. Keep this page, and tell the organiser.",
      unable: "This browser cannot check it. Please try another one.",
    });
    expect(html).toContain('<p id="check" role="status"></p>');
    expect(inlined(html, "script")).toHaveLength(1);
    const bare = aDrawPage({ key: null, ticket: null });
    expect(JSON.parse(attribute(bare, "data-draw") ?? "")).toMatchObject({ key: null, ticket: null });
  });

  it("speaks the reader's language, from right to left where it is read so, but not its codes", () => {
    const html = aDrawPage({ language: "ar" });
    expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
    expect(html).toContain("<h1>كيف تجري القرعة</h1>");
    expect(html).toContain('<dt>المفتاح</dt> <dd><code dir="ltr">51cd7b5e');
    expect(read(html)).not.toContain("Key");
  });

  it("takes the address it leads back to, and its ticket's code, as text", () => {
    const evil = `/"><script>alert(1)</script>'&`;
    const html = aDrawPage({ back: evil, ticket: { code: evil, number: 1 } });
    expect(html).not.toContain(evil);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(
      '<a class="button" href="/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;">Back to the line</a>',
    );
    expect(html).toContain('<code dir="ltr">/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;</code>');
  });

  it("offers other languages, keeping its own query", () => {
    expect(aDrawPage({ query: "a=1&b" })).toContain('<form method="post" action="?a=1&amp;b&amp;corral=language">');
  });
});
