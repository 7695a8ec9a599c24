// The operator's changes, as a waiting visitor sees them.

import { describe, expect, it } from "vitest";
import { openHurriedPage } from "../support/browser/real-browser.ts";
import { PATIENCE, untilHeadingIs, untilPlaceIs, useRooms } from "../support/browser/rooms.ts";
import { ADMIN_TOKEN } from "../support/secrets.ts";
import { aRawSeated } from "../support/worker/raw-visitor.ts";

const rooms = useRooms();

async function change(url: string, settings: object): Promise<void> {
  const response = await fetch(`${url}/__corral/room`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify(settings),
  });
  expect(response.status).toBe(200);
}

describe("the waiting page", () => {
  it("says that the room is paused and why, shows a message, and goes in when it opens", {
    timeout: 120_000,
  }, async () => {
    const url = await rooms.startRoom("steered", { ADMIN_TOKEN });
    const seated = await aRawSeated({ url });
    const { page, complaints } = await openHurriedPage(await rooms.browser.open());
    await page.goto(url);
    await untilPlaceIs("1", page);
    expect(await page.locator("#message").isVisible()).toBe(false);

    await change(url, { state: "paused", why: "The payment provider is down.", message: "<b>Stay calm</b>" });
    await untilHeadingIs("The line is paused", page);
    expect(await page.textContent("#note")).toContain("Your place is kept. The payment provider is down.");
    expect(await page.textContent("#live")).toContain("The payment provider is down.");
    expect(await page.textContent("#words")).toBe("<b>Stay calm</b>");
    expect(await page.locator("#message").isVisible()).toBe(true);
    expect(await page.textContent("#place")).toBe("1");

    await change(url, { state: "soldout", why: null, message: null });
    await page.locator("h1", { hasText: "Sold out" }).waitFor(PATIENCE);
    expect(await page.locator("#place").isVisible()).toBe(false);
    expect(await page.locator("#leaving").isVisible()).toBe(true);
    await seated.leave();

    await change(url, { state: "open" });
    await page.reload();
    await untilHeadingIs("Spring Marathon 2027", page);
    expect(complaints).toEqual([]);
  });
});
