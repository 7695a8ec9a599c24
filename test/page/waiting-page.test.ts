import { describe, expect, it } from "vitest";
import { renderLeftPage } from "../../src/page/left-page.ts";
import type { PageState } from "../../src/page/page-state.ts";
import { renderWaitingPage, type WaitingView } from "../../src/page/waiting-page.ts";
import { AHEAD, aFrame, anOpening, attribute, aView, EVERY_STATE, inlined, KNOWN, UNKNOWN, visible } from "./a-view.ts";

const REFRESH = /http-equiv="refresh"/;

function aPage(overrides: Partial<WaitingView> = {}): string {
  return renderWaitingPage(aView(overrides));
}

describe("the waiting page", () => {
  it("is a whole document that says how things stand", () => {
    const html = aPage();
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">/);
    expect(html).toContain("<title>1,234 · You are in line – Seoul Marathon</title>");
    expect(html).toContain('<p class="event" dir="auto">Seoul Marathon</p>');
    expect(html).toContain('<h1 id="heading">You are in line</h1>');
    expect(html).toContain('<p id="note">When it is your turn, this page takes you in by itself.</p>');
    expect(html).toContain('Your place <strong id="place">1,234</strong>');
    expect(html).toContain('<dt>People in line</dt> <dd id="waiting">15,186</dd>');
    expect(html).toContain('<dt>Expected wait</dt> <dd id="wait">5–7 minutes</dd>');
    expect(html).toMatch(/<p id="news">As of 1:00:00\sAM UTC<\/p>/);
    expect(html).toContain("we wait 75 seconds for you.");
    expect(html).toMatch(/<\/body><\/html>$/);
  });

  it("speaks another language throughout, from right to left where it is read so", () => {
    const ko = aPage({ language: "ko" });
    expect(ko).toMatch(/^<!doctype html><html lang="ko" dir="ltr">/);
    expect(ko).toContain("<title>1,234 · 대기 중입니다 – Seoul Marathon</title>");
    expect(ko).toMatch(/<dd id="wait">5~7분<\/dd>/);
    expect(ko).toContain("75초 동안 기다려 드립니다.");
    const ar = aPage({ language: "ar" });
    expect(ar).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
    expect(ar).toContain('<h1 id="heading">أنت في طابور الانتظار</h1>');
  });

  it("tells the time in the reader's zone", () => {
    expect(aPage({ timeZone: "Asia/Seoul" })).toMatch(/<p id="news">As of 10:00:00\sAM<\/p>/);
  });

  it.each<[PageState, Partial<WaitingView["status"]>, string]>([
    ["near", { expectedWaitSeconds: { low: 0, high: 60 } }, "It is your turn any moment now."],
    ["outage", { reason: "outage" }, "We cannot reach the line just now, so the figures stand still."],
    ["renewed", { reason: "renewed" }, "Your earlier place has ended."],
    ["cookies", { ...UNKNOWN, reason: "cookies" }, "This browser blocks cookies"],
    ["unavailable", { ...UNKNOWN, state: "unavailable", reason: "outage" }, "Keep this page open"],
    [
      "paused",
      { state: "paused", why: "The site rests." },
      "Nobody is let in just now. Your place is kept. The site rests.",
    ],
    ["soldout", { state: "soldout" }, "Nobody else will be let in."],
    ["opening", { ...UNKNOWN, reason: "opening" }, "Finding your place. Nobody is let in before everyone in the lobby"],
    ["closed", { ...UNKNOWN, state: "closed" }, "Nobody else is let in. Whoever is on the site already can finish."],
  ])("shows the face %s for %j", (pageState, overrides, note) => {
    const html = aPage({ status: { ...KNOWN, ...overrides } });
    expect(html).toContain(`<main id="corral" data-state="${pageState}" `);
    expect(/<p id="note">([^<]*)/.exec(html)?.[1]).toContain(note);
  });

  it.each<[PageState, Partial<WaitingView>, string, string]>([
    [
      "notyet",
      { status: { ...AHEAD, state: "notyet" } },
      "Not open yet",
      "This page takes you to the lobby by itself.",
    ],
    [
      "lobby",
      { status: AHEAD },
      "You are in the lobby",
      "When the line opens, this page finds your place by itself. You need not do anything.",
    ],
    [
      "lobby",
      { status: { ...AHEAD, why: "The gates open late." } },
      "You are in the lobby",
      "When the line opens, this page finds your place by itself. You need not do anything. The gates open late.",
    ],
  ])("shows the face %s before the opening, whose heading is its title: %#", (pageState, overrides, heading, note) => {
    const html = aPage({ opening: anOpening(), ...overrides });
    expect(html).toContain(`<main id="corral" data-state="${pageState}" `);
    expect(html).toContain(`<title>${heading} – Seoul Marathon</title>`);
    expect(html).toContain(`<h1 id="heading">${heading}</h1><p id="note">${note}</p>`);
  });

  it.each<[PageState, string]>([
    ["opening", "The line is opening"],
    ["closed", "Closed"],
  ])("heads the face %s with %j", (pageState, heading) => {
    expect(aPage({ preview: pageState, status: UNKNOWN })).toContain(`<h1 id="heading">${heading}</h1>`);
    expect(aPage({ preview: pageState, status: UNKNOWN })).toContain(`<title>${heading} – Seoul Marathon</title>`);
  });

  it.each<[WaitingView["order"], string]>([
    [
      "arrival",
      "Everyone gets a number on arrival, and lower numbers go first. Refreshing or opening more windows gains",
    ],
    [
      "draw",
      "Everyone in the lobby is drawn a number, and lower numbers go first. Whoever comes after the opening lines",
    ],
  ])("explains first how the line by %s gets its order", (order, first) => {
    const steps = [...aPage({ order }).matchAll(/<li>(.*?)<\/li>/g)].map(([, step]) => step);
    expect(steps).toHaveLength(3);
    expect(steps[0]).toContain(first);
    expect(steps[1]).toBe("As soon as there is room on the site, the next in line are let in.");
    expect(steps[2]).toContain("we wait 75 seconds for you.");
  });

  it("tells the place in the title only where there is one", () => {
    expect(aPage({ status: UNKNOWN, eventName: null })).toContain("<title>You are in line</title>");
    expect(aPage({ preview: "turn" })).toContain("<title>It is your turn – Seoul Marathon</title>");
    expect(aPage({ preview: "lobby" })).toContain("<title>You are in the lobby – Seoul Marathon</title>");
    expect(aPage({ preview: "closed" })).toContain("<title>Closed – Seoul Marathon</title>");
  });

  it("says unknown figures in words", () => {
    const html = visible(aPage({ status: UNKNOWN, eventName: null, firstPlace: null }));
    expect(html).toContain('<strong id="place" class="unknown">one moment</strong>');
    expect(html).toContain('<dd id="waiting">being measured</dd>');
    expect(html).toContain('<dd id="wait">being measured</dd>');
    expect(html).toContain('<p id="news"></p>');
    expect(html).toContain('max="1" value="0"');
    expect(html).not.toMatch(/null|NaN|undefined|Infinity|Invalid|>0</);
  });

  it.each([0, -3, Number.NaN, Number.POSITIVE_INFINITY])("says a place of %s in words", (place) => {
    const html = visible(aPage({ status: { ...KNOWN, place, waiting: 0 } }));
    expect(html).toContain('<strong id="place" class="unknown">one moment</strong>');
    expect(html).toContain('<dd id="waiting">being measured</dd>');
    expect(html).toContain("<title>You are in line – Seoul Marathon</title>");
    expect(html).toContain('max="2000" value="0"');
    expect(html).not.toMatch(/NaN|Infinity|>-?[03]</);
  });

  it.each([
    ["from the first place told", 2000, 1234, 2000, 766],
    ["from this one where none was told before", null, 1234, 1234, 0],
    ["from this one where it is behind the first", 1000, 1234, 1234, 0],
    ["almost to its end at the front", 2000, 1, 2000, 1999],
    ["not at all while no place is known", 2000, null, 2000, 0],
  ])("fills its bar %s", (_, firstPlace, place, max, value) => {
    const html = aPage({ firstPlace, status: { ...KNOWN, place } });
    expect(html).toContain(`<progress id="progress" aria-label="Your way to the front" max="${max}" value="${value}">`);
  });

  it.each([
    [12.4, "13"],
    [3, "3"],
    [0.2, "1"],
    [0, "1"],
    [-5, "1"],
  ])("without script reloads after %d s, as %s whole ones, by its head alone", (refreshSeconds, content) => {
    const html = aPage({ refreshSeconds });
    expect(html.match(/http-equiv/g)).toHaveLength(1);
    expect(html).toContain(`<noscript><meta http-equiv="refresh" content="${content}"></noscript></head>`);
  });

  it("lets people leave by a form that asks once more and keeps the page's query", () => {
    const html = aPage({ query: "race=10k&note=a%20b&note=c" });
    expect(html).toMatch(
      /<details id="leaving"><summary>Leave the line<\/summary><form id="leave" method="post" action="[^"]*">/,
    );
    expect(html).toContain('action="?race=10k&amp;note=a%20b&amp;note=c&amp;corral=leave">');
    expect(aPage()).toContain('action="?corral=leave">');
    expect(html).toMatch(
      /<p>Your place will be gone for good.<\/p><button>Give up my place<\/button><\/form><\/details>/,
    );
  });

  it("hands the script what it needs in attributes that parse", () => {
    const html = aPage({ room: "marathon-2027" });
    expect(attribute(html, "data-room")).toBe("marathon-2027");
    expect(attribute(html, "data-event")).toBe("Seoul Marathon");
    expect(attribute(html, "data-first")).toBe("2000");
    expect(JSON.parse(attribute(html, "data-news") ?? "")).toEqual({
      placeId: "AbCdEf",
      place: 1234,
      waiting: 15_186,
      expectedWaitSeconds: { low: 300, high: 420 },
      askAgainSeconds: 12.4,
      asOf: "2027-03-21T01:00:00.000Z",
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
    });
    expect(JSON.parse(attribute(aPage({ status: AHEAD }), "data-news") ?? "")).toMatchObject({
      opensAt: "2027-03-21T01:00:00.000Z",
      opensInSeconds: 900,
    });
    expect(JSON.parse(attribute(html, "data-words") ?? "")).toMatchObject({
      headings: { near: "Nearly there" },
      notes: { reconnecting: "Reconnecting … Your place is kept." },
      finding: "one moment",
      measuring: "being measured",
      underAMinute: "less than a minute",
      asOf: "As of #",
      bell: "You will be told with a sound",
    });
    const bare = aPage({ eventName: null, firstPlace: null, status: UNKNOWN });
    expect([attribute(bare, "data-event"), attribute(bare, "data-first")]).toEqual(["", ""]);
    expect(JSON.parse(attribute(bare, "data-news") ?? "")).toMatchObject({ place: null, asOf: null });
  });

  it("shows the organiser's message where there is one", () => {
    const html = aPage({ status: { ...KNOWN, message: "Bring your\nphoto ID" } });
    expect(html).toContain(
      '<section class="message" id="message"><h2>From the organiser</h2><p id="words" dir="auto">Bring your\nphoto ID</p></section>',
    );
    expect(aPage()).toContain('id="message" hidden>');
  });

  it.each(EVERY_STATE)("shows its face %s as a preview that does not reload", (pageState) => {
    const html = aPage({ preview: pageState });
    expect(html).toContain(`data-state="${pageState}"`);
    expect(html).toMatch(/ data-preview>/);
    expect(html).not.toMatch(REFRESH);
  });

  it("is no preview unless it is asked for", () => {
    expect(aPage()).not.toMatch(/<main [^>]*data-preview/);
  });
});

describe("the page of those who left", () => {
  it("says so and offers the way back, without script", () => {
    const html = renderLeftPage(aFrame({ query: "race=10k&note=a%20b" }));
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">/);
    expect(html).toContain("<title>You left the line – Seoul Marathon</title>");
    expect(html).toContain("<h1>You left the line</h1>");
    expect(html).toContain('<a class="button" href="?race=10k&amp;note=a%20b">Line up again</a>');
    expect(inlined(html, "script")).toEqual([]);
    expect(html).not.toMatch(/http-equiv|null|undefined/);
    expect(html).toMatch(/<\/body><\/html>$/);
  });

  it("leads back to a plain address by one, and speaks the reader's language", () => {
    const html = renderLeftPage(aFrame({ language: "ko", eventName: null }));
    expect(html).toContain("<title>대기를 취소했습니다</title>");
    expect(html).toContain('<a class="button" href="?">다시 대기하기</a>');
  });
});
