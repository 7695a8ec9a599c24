import { describe, expect, it } from "vitest";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

describe("what a screen reader hears of the page", () => {
  it("is not each answer, but the halving of the place and a lost connection", async () => {
    const places = [90, 80, 70, 49, 48];
    const page = openWaitingPage(
      [...places.map((place) => () => aStatusAnswer({ place })), () => "offline", () => aStatusAnswer({ place: 47 })],
      { news: { place: 100 } },
    );
    await page.pass(3000 + 4 * 5000);
    expect(page.said()).toEqual(["Your place 49. Expected wait being measured"]);
    await page.pass(10_000);
    expect(page.said().slice(1)).toEqual([
      "You are in line. Reconnecting … Your place is kept.",
      "You are in line. When it is your turn, this page takes you in by itself.",
    ]);
  });
});

describe("the offer to be told", () => {
  it("is shown where the script runs, and says when it is taken", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    expect(page.elements.bell.hidden).toBe(false);
    page.happen("bell click");
    expect(page.text("bell")).toBe("You will be told with a sound");
    expect(page.elements.bell.disabled).toBe(true);
  });

  it("holds nobody up in a browser that can neither sound nor notify", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    page.happen("bell click");
    page.hide("hidden");
    await page.pass(3000);
    expect(page.loads).toHaveLength(1);
    expect(page.titles.at(-1)).toBe("It is your turn – Seoul Marathon");
  });
});
