// The page by keyboard and by ear.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openHurriedPage } from "../support/browser/real-browser.ts";
import { untilHeadingIs, untilPlaceIs, useRooms } from "../support/browser/rooms.ts";
import { aRawSeated, aRawVisitor } from "../support/worker/raw-visitor.ts";

const rooms = useRooms();

describe.concurrent("the waiting page", { timeout: 90_000 }, () => {
  it("is walked through, read in another language and left by keyboard alone", async () => {
    const url = await rooms.startRoom("keys", { SUPPORT_URL: "https://help.example/line" });
    await aRawSeated({ url });
    const { page, complaints } = await openHurriedPage(await rooms.browser.open());
    await page.goto(`${url}/?race=10k`);
    await untilPlaceIs("1", page);

    expect(await tabThrough(page)).toEqual([
      "SUMMARY Language: English",
      "BUTTON Tell me when it is my turn",
      "SUMMARY How this line works",
      "SUMMARY Leave the line",
      "A Help",
    ]);
    await page.locator(".switch summary").focus();
    await page.keyboard.press("Enter");
    for (const _ of ["한국어", "English", "日本語"]) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await untilHeadingIs("順番", page);
    expect(page.url()).toBe(`${url}/?race=10k`);
    expect(await page.evaluate("[document.documentElement.lang, document.documentElement.dir]")).toEqual(["ja", "ltr"]);
    expect(await page.textContent("#place")).toBe("1");

    await page.locator("#leaving summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#again").waitFor();
    expect(await rooms.stack.redis.zCard("corral:{keys}:line")).toBe(0);
    expect(await page.evaluate("document.activeElement.id")).toBe("again");
    expect(complaints).toEqual([]);
  });

  it("shows where the keyboard is", async () => {
    const url = await rooms.startRoom("focus");
    await aRawSeated({ url });
    const { page } = await openHurriedPage(await rooms.browser.open());
    await page.goto(url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    expect(await page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")).toBeGreaterThan(2);
  });

  it("speaks only when something has changed for its reader", async () => {
    const url = await rooms.startRoom("voice");
    const seated = await aRawSeated({ url });
    const ahead = aRawVisitor({ url });
    await ahead.navigate();
    await ahead.poll();
    const { page } = await openHurriedPage(await rooms.browser.open());
    const said: string[] = [];
    await page.exposeFunction("hear", (words: string) => said.push(words));
    await page.addInitScript(HEAR);
    await page.goto(url);
    await untilPlaceIs("2", page);
    expect(await page.getAttribute("#live", "role")).toBe("status");
    await page.waitForResponse((response) => response.request().headers().corral !== undefined);
    await ahead.leave();
    await untilPlaceIs("1", page);
    await page.waitForResponse((response) => response.request().headers().corral !== undefined);
    await seated.leave();
    await untilHeadingIs("Spring Marathon 2027", page);
    expect(said).toEqual([
      "Your place 2. Expected wait being measured",
      "Your place 1. Expected wait being measured",
      "It is your turn. Taking you in …",
    ]);
  });
});

const HEAR = `addEventListener("DOMContentLoaded", () => {
  const live = document.getElementById("live");
  if (live) new MutationObserver(() => hear(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
});`;

/** The stops of the tab key, from the top of the page until it leaves it. */
async function tabThrough(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<string>(
      "document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()",
    );
    if (stop.startsWith("BODY") || stop === stops[0]) return stops;
    stops.push(stop);
  }
}
