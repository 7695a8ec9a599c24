import { describe, expect, it } from "vitest";
import { sayWait } from "../../src/page/copy.ts";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

const HERE = "https://shop.example//a/b?x=1";

describe("the waiting page's script", () => {
  it("asks its own URL, without name, password and fragment, past every cache", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    await page.pass(2999);
    expect(page.asks).toHaveLength(0);
    await page.pass(1);
    expect(page.asks[0]).toMatchObject({
      url: HERE,
      init: { cache: "no-store", credentials: "same-origin", redirect: "manual" },
    });
  });

  it("shows what it is told and asks again when it is told", async () => {
    const range = { low: 300, high: 420 };
    const page = openWaitingPage(
      [() => aStatusAnswer({ place: 1234, waiting: 15186, expectedWaitSeconds: range, askAgainSeconds: 12.4 })],
      { askAgain: "3" },
    );
    await page.pass(3000);
    expect(page.texts).toMatchObject({ place: "1,234", waiting: "15,186", wait: "about 5 to 7 minutes" });
    expect(page.texts.note).toContain("moves on by itself");
    await page.pass(24_800);
    expect(page.gaps()).toEqual([3, 12.4, 12.4]);
  });

  it("says that it has asked only once an ask was answered", async () => {
    const page = openWaitingPage([() => "offline", () => aStatusAnswer(), () => aStatusAnswer()]);
    await page.pass(12_000);
    expect(page.words()).toEqual(["status", "status", "status; asked"]);
  });

  it("does not say so after a sleep that may have outlived the cookie", async () => {
    const page = openWaitingPage([() => aStatusAnswer(), () => "offline"]);
    await page.pass(340_000);
    expect(page.words()[1]).toBe("status; asked");
    expect(page.words().at(-1)).toBe("status");
  });

  it("loads its own URL once admitted, and asks no more", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    await page.pass(100_000);
    page.happen("online");
    await page.pass(100_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(1);
  });

  it("asks again when the back button brings it back from the site", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    await page.pass(10_000);
    page.happen("pageshow", "fresh");
    await page.pass(10_000);
    expect(page.asks).toHaveLength(1);
    page.happen("pageshow", "persisted");
    await page.pass(0);
    expect(page.asks).toHaveLength(2);
  });

  it.each([
    ["the site's own page", () => new Response("<html>")],
    ["the site's own JSON", () => Response.json({ state: "waiting" })],
    ["the site's own refusal", () => new Response("no", { status: 403 })],
    ["a redirect", () => Object.defineProperty(new Response(null), "status", { value: 0 })],
  ])("loads its own URL when answered by %s", async (_, answer) => {
    const page = openWaitingPage([answer]);
    await page.pass(60_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(1);
  });

  it.each([
    ["the network is gone", () => "offline" as const],
    ["a gateway fails", () => new Response("<html>", { status: 502 })],
    ["somebody limits rates", () => new Response("slow down", { status: 429 })],
    ["Corral's own page is broken", () => new Response("oops", { headers: { "Corral-State": "waiting" } })],
    ["Corral's answer has no state", () => Response.json(null, { headers: { "Corral-State": "waiting" } })],
  ])("goes on asking when %s, ever more rarely up to 30 s", async (_, answer) => {
    const page = openWaitingPage([answer]);
    await page.pass(400_000);
    expect(page.loads).toEqual([]);
    expect(page.texts.note).toBe("Reconnecting — your place is kept.");
    const [, second = 0, , , , sixth = 0, ...later] = page.gaps();
    expect(second).toBe(2);
    expect(sixth).toBeGreaterThanOrEqual(15);
    expect(Math.max(sixth, ...later)).toBeLessThanOrEqual(30);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(15);
  });

  it("forgets its failures with the next answer", async () => {
    const page = openWaitingPage([() => "offline", () => "offline", () => aStatusAnswer(), () => "offline"]);
    await page.pass(17_000);
    expect(page.gaps()[4]).toBe(2);
  });

  it("gives up an ask that hangs for 15 s", async () => {
    const page = openWaitingPage([() => "hangs", () => aStatusAnswer()]);
    await page.pass(17_900);
    expect(page.asks).toHaveLength(1);
    await page.pass(2_100);
    expect(page.asks).toHaveLength(2);
    expect(page.texts.place).toBe("40");
  });

  it.each(["visibilitychange", "online"])("asks at once on %s, but not within 2 s of the last", async (event) => {
    const page = openWaitingPage([() => aStatusAnswer({ askAgainSeconds: 30 })]);
    await page.pass(10_000);
    page.happen(event);
    page.happen(event);
    await page.pass(0);
    expect(page.gaps()).toEqual([3, 7]);
    page.happen(event);
    await page.pass(1_999);
    expect(page.asks).toHaveLength(2);
    await page.pass(1);
    page.happen(event);
    expect(page.gaps()).toEqual([3, 7, 2]);
    await page.pass(29_999);
    expect(page.gaps()).toEqual([3, 7, 2, 2]);
  });

  it("starts no second ask while one is under way", async () => {
    const page = openWaitingPage([() => "hangs"]);
    await page.pass(10_000);
    page.happen("online");
    await page.pass(5_000);
    expect(page.asks).toHaveLength(1);
  });

  it("never shows a place that rises", async () => {
    const page = openWaitingPage([
      () => aStatusAnswer({ place: 60 }),
      () => aStatusAnswer({ place: 45 }),
      () => aStatusAnswer({ place: 46 }),
      () => aStatusAnswer({ place: null }),
      () => aStatusAnswer({ place: 30 }),
    ]);
    const shown: string[] = [];
    await page.pass(3000);
    for (let i = 0; i < 5; i++) {
      shown.push(page.texts.place);
      await page.pass(5000);
    }
    expect(shown).toEqual(["50", "45", "45", "45", "30"]);
  });

  it.each([0, -1, null, Number.NaN, "many", undefined])("says the figure %j in words", async (figure) => {
    const page = openWaitingPage(
      [() => aStatusAnswer({ place: figure, waiting: figure, expectedWaitSeconds: { low: figure, high: null } })],
      {},
    );
    await page.pass(10_000);
    expect(page.texts).toMatchObject({ place: "not known yet", waiting: "not known yet", wait: "being measured" });
  });

  it.each([
    null,
    { low: 0, high: 0 },
    { low: 0, high: 60 },
    { low: 0, high: 61 },
    { low: 290, high: 421 },
    { low: 300, high: 300 },
    { low: 3000, high: 5400 },
    { low: 3000, high: 5401 },
    { low: 7200, high: 7200 },
    { low: 420, high: 300 },
    { low: -1, high: 300 },
  ])("says the wait %j in the words of the page without script", async (range) => {
    const page = openWaitingPage([() => aStatusAnswer({ expectedWaitSeconds: range })]);
    await page.pass(3000);
    expect(page.texts.wait).toBe(sayWait(range));
  });

  it.each([
    [{ reason: "cookies" }, "Allow cookies"],
    [{ reason: "outage" }, "Your place is kept"],
    [{ state: "unavailable" }, "keeps trying"],
    [{ state: "a state of a later version" }, "moves on by itself"],
  ])("says what %j means", async (status, words) => {
    const page = openWaitingPage([() => aStatusAnswer(status)]);
    await page.pass(3000);
    expect(page.texts.note).toContain(words);
  });

  it.each([
    [0.1, 10],
    [1, 2],
    [null, 10],
    ["soon", 10],
    [9999, 60],
  ])("asked back in %j seconds, asks in %d", async (askAgainSeconds, gap) => {
    const page = openWaitingPage([() => aStatusAnswer({ askAgainSeconds })]);
    await page.pass(3000 + gap * 1000);
    expect(page.gaps()).toEqual([3, gap]);
  });

  it("writes a text only when it changes, so that a screen reader says it once", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    await page.pass(60_000);
    expect(page.writes).toEqual(["place", "waiting", "wait", "note"]);
  });
});
