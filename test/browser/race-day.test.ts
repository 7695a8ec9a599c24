// The day of a race in a real browser: from before the lobby to the site, by a draw that its readers check for
// themselves.

import type { Page } from "playwright-core";
import { describe, it } from "vitest";
import { openHurriedPage, openWatchedPage } from "../support/browser/real-browser.ts";
import { PATIENCE, untilHeadingIs, untilPlaceIs, useRooms } from "../support/browser/rooms.ts";
import { DRAW_SECRET } from "../support/secrets.ts";

const IN_THE_LOBBY = "You are in the lobby";
const SITE = "Spring Marathon 2027";

const rooms = useRooms();

/** A moment in so many seconds, as an organiser writes it. */
function inSeconds(seconds: number): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

function startDay(name: string, vars: Readonly<Record<string, string>>): Promise<string> {
  const draw = { ORDER: "draw", DRAW_SECRET };
  return rooms.startRoom(name, { LOBBY_AT: inSeconds(-60), ...draw, ...vars });
}

async function openAt(url: string, javaScript: "with" | "without" = "with") {
  const { page, complaints } = await openWatchedPage(
    await rooms.browser.open({ javaScriptEnabled: javaScript === "with" }),
  );
  await page.goto(url);
  return { page, complaints };
}

/** By how many seconds the countdown differs from the time left until `opensAt`; the page reads both at one moment. */
async function countdownIsOff(page: Page, opensAt: string): Promise<number> {
  const [shown, nowMs] = await page.evaluate<[string, number]>(
    "[document.getElementById('countdown').textContent, Date.now()]",
  );
  const [hours = 0, minutes = 0, seconds = 0] = shown.split(":").map(Number);
  return Math.abs(hours * 3600 + minutes * 60 + seconds - (Date.parse(opensAt) - nowMs) / 1000);
}

describe.concurrent("a day with a lobby", { timeout: 120_000 }, () => {
  it("leads from the lobby by the opening to a place and in, without a click, as the draw has it", async ({
    expect,
  }) => {
    const opensAt = inSeconds(15);
    const url = await startDay("race-day", { OPENS_AT: opensAt });
    const both = [await openAt(url), await openAt(url)];
    for (const { page } of both) {
      await untilHeadingIs(IN_THE_LOBBY, page);
      expect(await page.locator("time").first().getAttribute("datetime")).toBe(opensAt.replace("Z", ".000Z"));
      // On a busy machine the countdown is now and then written late.
      await expect.poll(() => countdownIsOff(page, opensAt), PATIENCE).toBeLessThan(2);
      expect(await page.locator("#place").isVisible()).toBe(false);
      expect(await page.locator(".fingerprint code").textContent()).toMatch(/^[0-9a-f]{64}$/);
    }
    const fingerprint = await both[0]?.page.locator(".fingerprint code").textContent();
    await Promise.all(both.map(({ page }) => untilHeadingIs("The line is opening", page)));
    const headings = both.map(({ page }) =>
      page
        .locator("h1", { hasText: SITE })
        .waitFor(PATIENCE)
        .then(() => page),
    );
    const winner = await Promise.any(headings);
    const other = both.map(({ page }) => page).find((page) => page !== winner) as Page; // one of the two
    await untilPlaceIs("1", other);

    const draw = await other.context().newPage();
    await draw.goto(`${url}/__corral/draw`);
    await draw.locator("#check", { hasText: "Checked in this browser: everything matches." }).waitFor(PATIENCE);
    expect(await draw.locator("dd code").nth(1).textContent()).toBe(fingerprint);

    await winner.evaluate("fetch('/', { method: 'POST', headers: { Corral: 'leave' } })");
    await untilHeadingIs(SITE, other);
    expect(both.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it("does so without script, by the page's own refresh", async ({ expect }) => {
    const url = await startDay("race-day-without-script", { OPENS_AT: inSeconds(12) });
    const { page } = await openAt(url, "without");
    await untilHeadingIs(IN_THE_LOBBY, page);
    expect(await page.locator("#left").isVisible()).toBe(false);
    expect(await page.locator("time").first().textContent()).toMatch(/UTC$/);
    await untilHeadingIs(SITE, page);
  });

  it("takes who came before the lobby into it, by itself", async ({ expect }) => {
    const vars = { BEFORE: "hold", LOBBY_AT: inSeconds(10), OPENS_AT: inSeconds(600) };
    const { page, complaints } = await openAt(await startDay("before-the-lobby", vars));
    await untilHeadingIs("Not open yet", page);
    expect(await page.locator(".lobby-at").isVisible()).toBe(true);
    await untilHeadingIs(IN_THE_LOBBY, page);
    expect(await page.context().cookies()).toMatchObject([{ name: "corral-ticket-before-the-lobby" }]);
    expect(complaints).toEqual([]);
  });

  it("says that the line has closed, to who waits and to who comes", async ({ expect }) => {
    const url = await rooms.startRoom("closing", { CAPACITY: "0", CLOSES_AT: inSeconds(15) });
    const { page, complaints } = await openHurriedPage(await rooms.browser.open());
    await page.goto(url);
    await untilPlaceIs("1", page);
    await untilHeadingIs("Closed", page);
    expect(await page.locator(".figures").isVisible()).toBe(false);
    const late = await openAt(url);
    await untilHeadingIs("Closed", late.page);
    expect(await late.page.context().cookies()).toEqual([]);
    expect([...complaints, ...late.complaints]).toEqual([]);
  });
});
