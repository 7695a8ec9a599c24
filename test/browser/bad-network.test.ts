// The runner on a phone: no network, other pages, blocked cookies, the page in the background.

import { describe, expect, it } from "vitest";
import { openBrowserWithoutCookies, openHurriedPage, openWatchedPage } from "../support/browser/real-browser.ts";
import { PATIENCE, untilHeadingIs, untilNoteIs, untilPlaceIs, useRooms } from "../support/browser/rooms.ts";
import { aRawSeated } from "../support/worker/raw-visitor.ts";

const rooms = useRooms();

const SHOP = "Spring Marathon 2027";

describe.concurrent("somebody who waits", { timeout: 90_000 }, () => {
  it("is told that the place is kept while there is no network, and goes on as soon as there is", async () => {
    const url = await rooms.startRoom("offline");
    const seated = await aRawSeated({ url });
    const context = await rooms.browser.open();
    const { page, complaints } = await openHurriedPage(context);
    await page.goto(url);
    await untilPlaceIs("1", page);

    await context.setOffline(true);
    await untilNoteIs("Reconnecting … Your place is kept.", page);
    expect(await page.textContent("#place")).toBe("1");
    await seated.leave();
    await context.setOffline(false);
    await untilHeadingIs(SHOP, page);
    // Requests that failed were the network's doing, and show that it was gone.
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.filter((complaint) => !complaint.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  });

  it("leaves no waiting page behind the site's: back leads to where they came from, forward to the site", async () => {
    const url = await rooms.startRoom("back");
    const seated = await aRawSeated({ url });
    const { page, complaints } = await openHurriedPage(await rooms.browser.open());
    await page.goto("data:text/html,<h1>News about a race</h1>");
    await page.goto(url);
    await untilPlaceIs("1", page);
    await seated.leave();
    await untilHeadingIs(SHOP, page);

    await page.goBack();
    await untilHeadingIs("News about a race", page);
    await page.goForward();
    await untilHeadingIs(SHOP, page);
    expect(await rooms.stack.redis.zCard("corral:{back}:line")).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("is told what to do where the browser blocks cookies", async () => {
    const url = await rooms.startRoom("blocked");
    await aRawSeated({ url });
    const context = await openBrowserWithoutCookies();
    const { page, complaints } = await openHurriedPage(context);
    await page.goto(url);
    await untilHeadingIs("Please allow cookies", page);
    expect(await page.textContent("#note")).toContain("Allow cookies for this site, then reload this page.");
    expect(await page.locator("#place").isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is told what to do though no script runs either", async () => {
    const url = await rooms.startRoom("blocked-plain");
    await aRawSeated({ url });
    // Read apart: on a slow machine a browser's page has refreshed itself before anybody can look at it.
    const first = await fetch(`${url}/race?x=1`, { headers: { Accept: "text/html" } });
    expect(/<noscript>.*?<p>(.*?)<\/p>/s.exec(await first.text())?.[1]).toBe("This page refreshes by itself.");
    const context = await openBrowserWithoutCookies({ javaScriptEnabled: false });
    const { page, complaints } = await openWatchedPage(context);
    await page.goto(`${url}/race?x=1`);
    await page.locator("noscript p", { hasText: "Allow cookies for this site" }).waitFor(PATIENCE);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is told so by the room where only it can know that cookies get lost", async () => {
    const url = await rooms.startRoom("lost");
    await aRawSeated({ url });
    const { page, complaints } = await openHurriedPage(await rooms.browser.open());
    await page.route("**", async (route) => {
      const response = await route.fetch({ headers: { ...route.request().headers(), cookie: "" } });
      const { "set-cookie": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.goto(url);
    await untilHeadingIs("Please allow cookies", page);
    expect(complaints).toEqual([]);
  });

  it("is called by sound, title and a notification asked for, when the page is in the background", async () => {
    const url = await rooms.startRoom("bell");
    const seated = await aRawSeated({ url });
    const context = await rooms.browser.open({ permissions: ["notifications"] });
    const { page, complaints } = await openHurriedPage(context);
    const noticed: string[] = [];
    await page.exposeFunction("notice", (what: string) => noticed.push(what));
    await page.addInitScript(LISTEN);
    await page.goto(url);
    await untilPlaceIs("1", page);
    await page.click("#bell");
    expect(await page.textContent("#bell")).toBe("You will be told with a sound");

    await page.evaluate("Object.defineProperty(document, 'hidden', { value: true })");
    await seated.leave();
    await untilHeadingIs(SHOP, page);
    const turn = "It is your turn – Spring Marathon 2027";
    expect(noticed.filter((what) => what === "tone")).toHaveLength(4);
    expect(noticed).toContain(`notification ${turn}`);
    expect(noticed).toContain(`title ${turn}`);
    expect(complaints).toEqual([]);
  });
});

/** Tells the test of each tone, title and notification: the page that makes them is gone a moment later. */
const LISTEN = `
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { notice("tone"); return start.apply(this, when); };
  window.Notification = class extends Notification { constructor(title, options) { super(title, options); notice("notification " + title); } };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(() => notice("title " + document.title)).observe(document.querySelector("title"), { childList: true }));
`;
