import { describe, expect, it } from "vitest";
import { COPIES } from "../../src/page/copy/all-languages.ts";
import type { Frame } from "../../src/page/document.ts";
import { renderDrawPage } from "../../src/page/draw-page.ts";
import { renderLeftPage } from "../../src/page/left-page.ts";
import { renderWaitingPage } from "../../src/page/waiting-page.ts";
import { AHEAD, aDrawView, aFrame, anOpening, attribute, aView, inlined, KNOWN, PLAIN, visible } from "./a-view.ts";

const EVIL = `<script>alert(1)</script>"'&</title>`;
const WRITTEN = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;/title&gt;";

const HANGUL = /\p{Script=Hangul}+/gu;

function switchIn(html: string): string {
  return /<details class="switch">.*?<\/details>/s.exec(html)?.[0] ?? "";
}

describe.each([
  [
    "the waiting page",
    (frame: Partial<Frame>) => renderWaitingPage(aView(frame)),
    { scripts: 2, query: `action="?${WRITTEN}&amp;corral=leave"` },
  ],
  [
    "the page of those who left",
    (frame: Partial<Frame>) => renderLeftPage(aFrame(frame)),
    { scripts: 0, query: `href="?${WRITTEN}"` },
  ],
  [
    "the draw page",
    (frame: Partial<Frame>) => renderDrawPage(aDrawView(frame)),
    { scripts: 1, query: `action="?${WRITTEN}&amp;corral=language"` },
  ],
] as const)("%s", (_, render, { scripts, query }) => {
  it("takes whatever the organiser and the address say as text", () => {
    const html = render({
      eventName: EVIL,
      brand: { color: "#aa3300", logoUrl: EVIL, supportUrl: EVIL },
      query: EVIL,
    });
    expect(html.match(/<script/g) ?? []).toHaveLength(scripts);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html.match(/<title/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).not.toContain(EVIL);
    expect(html).toContain(` – ${WRITTEN}</title>`);
    expect(html).toContain(`<img src="${WRITTEN}" alt="" height="40">${WRITTEN}</p>`);
    expect(html).toContain(`<a href="${WRITTEN}" target="_blank" rel="noopener">Help</a>`);
    expect(html).toContain(query);
  });

  it("sets no style and no handler by attribute", () => {
    const brand = { color: "#aa3300", logoUrl: "https://cdn.example/a.png", supportUrl: "https://help.example/" };
    expect(visible(render({ brand }))).not.toMatch(/\s(?:style|on\w+)=/);
  });

  it("shows logo and support link where there are such, and nothing of them where not", () => {
    const brand = { color: null, logoUrl: "https://cdn.example/a.png", supportUrl: "mailto:help@shop.example" };
    const html = render({ brand });
    expect(html).toContain(
      '<p class="event" dir="auto"><img src="https://cdn.example/a.png" alt="" height="40">Seoul Marathon</p>',
    );
    expect(html).toContain('<a href="mailto:help@shop.example" target="_blank" rel="noopener">Help</a></footer>');
    const plain = visible(render({ eventName: null }));
    expect(plain).toContain('<p class="event" dir="auto"></p>');
    expect(plain).not.toMatch(/<img|Help|null|undefined/);
  });

  it("carries the organiser's colour in its one style", () => {
    expect(inlined(render({}), "style")[0]).toMatch(/^:root\{--accent:#0b6b72;--on-accent:#fff\}/);
    const [style] = inlined(render({ brand: { ...PLAIN, color: "#0000ff" } }), "style");
    expect(style).toMatch(/^:root\{--accent:#0000ff;--on-accent:#fff\}@media \(prefers-color-scheme:dark\)/);
  });

  it("is kept out of search engines and asks for no icon", () => {
    expect(render({})).toContain('<meta name="robots" content="noindex">');
    expect(render({})).toContain('<link rel="icon" href="data:,">');
  });
});

describe("the choice of languages", () => {
  it("offers each language under its own name, and marks the one it speaks", () => {
    const form = switchIn(renderWaitingPage(aView({ language: "ja" })));
    expect(form).toContain('<summary><span class="sr">言語: </span>日本語</summary>');
    expect(form).toContain('<form method="post" action="?corral=language"><button ');
    const buttons = [...form.matchAll(/<button name="language" value="([^"]+)" lang="([^"]+)"[^>]*>([^<]+)</g)];
    expect(buttons.map(([, value, lang, name]) => [value, lang, name])).toEqual([
      ["ko", "ko", "한국어"],
      ["en", "en", "English"],
      ["ja", "ja", "日本語"],
      ["zh-Hans", "zh-Hans", "简体中文"],
      ["zh-Hant", "zh-Hant", "繁體中文"],
      ["es", "es", "Español"],
      ["fr", "fr", "Français"],
      ["de", "de", "Deutsch"],
      ["pt", "pt", "Português"],
      ["vi", "vi", "Tiếng Việt"],
      ["th", "th", "ไทย"],
      ["ar", "ar", "العربية"],
    ]);
    expect(form.match(/<button/g)).toHaveLength(12);
    expect(form.match(/aria-current/g)).toHaveLength(1);
    expect(form).toContain('lang="ja" aria-current="true">日本語</button>');
  });

  it("keeps the page's own query as it came", () => {
    const form = switchIn(renderWaitingPage(aView({ query: "race=10k&note=a%20b&note=&x&sig=~'" })));
    expect(attribute(form, "action")).toBe("?race=10k&note=a%20b&note=&x&sig=~'&corral=language");
  });

  it("is not offered to those who left: the page loads anew, and would line them up again", () => {
    expect(switchIn(renderLeftPage(aFrame()))).toBe("");
  });
});

describe("the one language that a page is sent in", () => {
  it("is English without a word of Korean but the language's name", () => {
    const html = renderWaitingPage(aView({ language: "en", status: { ...KNOWN, message: "Bring your ID" } }));
    expect([...html.matchAll(HANGUL)].map(([word]) => word)).toEqual(["한국어"]);
    const lobby = renderWaitingPage(aView({ language: "en", status: AHEAD, opening: anOpening({ commitment: "ab" }) }));
    const draw = renderDrawPage(aDrawView({ language: "en" }));
    expect([lobby, draw].map((page) => page.match(HANGUL))).toEqual([["한국어"], ["한국어"]]);
    expect(renderLeftPage(aFrame({ language: "en" })).match(HANGUL)).toBeNull();
  });

  it("is Korean without a sentence of English", () => {
    const status = { ...AHEAD, message: "신분증을 챙기세요" };
    const opening = anOpening({ order: "draw", commitment: "ab" });
    const lobby = renderWaitingPage(aView({ language: "ko", status, eventName: "서울", opening, order: "draw" }));
    const draw = renderDrawPage(aDrawView({ language: "ko", key: null, ticket: null }));
    const html = lobby + draw;
    const english = [
      ...Object.values(COPIES.en.headings),
      ...Object.values(COPIES.en.notes),
      ...COPIES.en.how.steps,
      COPIES.en.safe,
      COPIES.en.finding,
      COPIES.en.measuring,
      COPIES.en.withoutScript,
      COPIES.en.leave.warning,
      COPIES.en.bell.taken,
      ...Object.values(COPIES.en.calendar),
      ...COPIES.en.draw.steps,
      COPIES.en.draw.fingerprint,
      COPIES.en.draw.later,
      COPIES.en.draw.noTicket,
      COPIES.en.draw.wrong,
    ];
    expect(english.filter((sentence) => html.includes(sentence))).toEqual([]);
    expect(html).toContain("사전 대기 중입니다");
    expect(html).toContain("추첨은 이렇게 진행됩니다");
  });
});

describe("the waiting page's own texts", () => {
  it("are text too, wherever they stand", () => {
    const html = renderWaitingPage(
      aView({
        status: { ...KNOWN, message: EVIL, why: EVIL, state: "paused" },
        eventName: EVIL,
        room: EVIL,
        query: EVIL,
      }),
    );
    expect(html).not.toContain(EVIL);
    expect(html).toContain(`<h2>From the organiser</h2><p id="words" dir="auto">${WRITTEN}</p></section>`);
    expect(attribute(html, "data-event")).toBe(EVIL);
    expect(attribute(html, "data-room")).toBe(EVIL);
    expect(attribute(html, "action")).toBe(`?${EVIL}&corral=language`);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
  });

  it("are text on the way back for those who left", () => {
    expect(renderLeftPage(aFrame({ query: EVIL }))).toContain(`<a class="button" href="?${WRITTEN}"`);
  });
});
