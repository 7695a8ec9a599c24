import { describe, expect, it } from "vitest";
import { renderWaitingPage, type WaitingView } from "../../src/page/waiting-page.ts";
import { AHEAD, anOpening, aView, DRAWN, visible } from "./a-view.ts";

const DRAW = anOpening({ order: "draw", commitment: DRAWN.commitment });

/** A page before the opening as its reader sees it, its spaces of all kinds as plain ones. */
function aPageAhead(overrides: Partial<WaitingView> = {}): string {
  const html = renderWaitingPage(aView({ status: AHEAD, opening: anOpening(), ...overrides }));
  return visible(html).replaceAll(/[\u00a0\u202f]/g, " ");
}

describe("what lies ahead", () => {
  it("is when the line opens, in the reader's zone, which is named", () => {
    expect(aPageAhead({ timeZone: "Asia/Seoul" })).toContain(
      '<dt>The line opens</dt> <dd><time datetime="2027-03-21T01:00:00.000Z">Sunday, March 21 at 10:00 AM GMT+9</time></dd>',
    );
    expect(aPageAhead({ timeZone: "America/New_York", language: "de" })).toContain(
      '<dt>Die Warteschlange öffnet</dt> <dd><time datetime="2027-03-21T01:00:00.000Z">Samstag, 20. März um 21:00 GMT-4</time></dd>',
    );
    expect(aPageAhead()).toContain(">Sunday, March 21 at 1:00 AM UTC</time>");
  });

  it("is when the lobby opens, too, for those who are early for it", () => {
    expect(aPageAhead({ status: { ...AHEAD, state: "notyet" }, timeZone: "Asia/Seoul" })).toContain(
      '<div class="lobby-at"><dt>The lobby opens</dt> <dd><time datetime="2027-03-21T00:30:00.000Z">Sunday, March 21 at 9:30 AM GMT+9</time></dd></div>',
    );
  });

  it("is, where the line goes by arrival, that it does, with nothing to check", () => {
    const html = aPageAhead();
    expect(html).toContain("<p>The line goes by arrival: whoever came to the lobby earlier stands further ahead.");
    expect(html).not.toMatch(/<code|\/__corral\/draw|by lot|null|undefined/);
  });

  it("is, where the order is drawn, that it is, with the key's fingerprint and how to check it", () => {
    const html = aPageAhead({ opening: DRAW, order: "draw" });
    expect(html).toContain("<p>When the line opens, the order is drawn by lot among everyone in the lobby.");
    expect(html).toContain(
      '<p class="fingerprint">Fingerprint of the key: <code dir="ltr">d0ee306dffe0f38535aaf08b44859021aa02a9445a5c414fd811089631332fbb</code> ' +
        '<a href="/__corral/draw" target="_blank" rel="noopener">How the draw works</a></p>',
    );
    expect(html).not.toContain("by arrival");
  });

  it("is what is left until then only where a script counts it down", () => {
    expect(aPageAhead()).toContain('<div id="left" hidden><dt>Time left</dt> <dd id="countdown"></dd></div>');
  });

  it("speaks the reader's language", () => {
    const html = aPageAhead({ opening: DRAW, order: "draw", language: "ko", timeZone: "Asia/Seoul" });
    expect(html).toContain("<dt>대기열 오픈</dt>");
    expect(html).toContain(">3월 21일 일요일 오전 10:00 GMT+9</time>");
    expect(html).toContain('<a href="/__corral/draw" target="_blank" rel="noopener">추첨은 이렇게 진행됩니다</a>');
  });

  it("is nothing once the line is open", () => {
    const html = visible(renderWaitingPage(aView({ order: "draw" })));
    expect(html).not.toMatch(/class="opening"|<time|id="left"|id="countdown"|<code|\/__corral\/draw/);
  });
});
