import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { openHurriedPage, openWatchedPage } from "../support/browser/real-browser.ts";
import { PATIENCE, untilHeadingIs, untilPlaceIs, useRooms } from "../support/browser/rooms.ts";
import { readClaims } from "../support/gate/a-browser.ts";
import { aRawSeated } from "../support/worker/raw-visitor.ts";

/** The width of `main` by the shop's style and by the waiting page's. */
const SHOP_WIDTH = "576px";
const WAITING_WIDTH = "578px";

const rooms = useRooms();

// A test mostly waits for turns and, without script, for reloads. So all wait at once, each in a room of its own.
describe.concurrent("a room with one seat", { timeout: 90_000 }, () => {
  it("gives the shop to the first at once; the second waits, and gets in by itself when the first is done", async () => {
    const url = await startRoom("relay");
    const first = await openHurriedPage(await rooms.browser.open());
    const second = await openHurriedPage(await rooms.browser.open());
    await first.page.goto(url);
    expect(await heading(first.page)).toBe("Spring Marathon 2027");
    expect(await widthOfMain(first.page)).toBe(SHOP_WIDTH);

    await second.page.goto(url);
    expect(await second.page.title()).toBe("You are in line – Spring Marathon 2027");
    expect(await widthOfMain(second.page)).toBe(WAITING_WIDTH);
    await untilPlaceIs("1", second.page);
    expect(await second.page.textContent("#waiting")).toBe("1");

    await first.page.fill("[name=name]", "Ada Quick");
    await first.page.click("button");
    await untilHeadingIs("See you at the start, Ada Quick", first.page);
    expect(await widthOfMain(first.page)).toBe(SHOP_WIDTH);

    await untilHeadingIs("Spring Marathon 2027", second.page);
    expect(second.page.url()).toBe(`${url}/`);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  it("keeps a place through reloading, and through closing and opening again", async () => {
    const url = await startRoom("return");
    await aRawSeated({ url });
    const [context, other] = [await rooms.browser.open(), await openHurriedPage(await rooms.browser.open())];
    const first = await openHurriedPage(context);
    await first.page.goto(url);
    await untilPlaceIs("1", first.page);
    const ticket = await readTicket(context, "return");
    await other.page.goto(url);
    await untilPlaceIs("2", other.page);

    await first.page.reload();
    expect(await first.page.textContent("#place")).toBe("1");
    await first.page.close();
    const again = await openHurriedPage(context);
    await again.page.goto(url);
    expect(await again.page.textContent("#place")).toBe("1");

    expect(await readTicket(context, "return")).toMatchObject({ sub: ticket?.sub, num: ticket?.num });
    expect(await other.page.textContent("#place")).toBe("2");
    await vi.waitFor(async () => expect(await countMembers("return", "line")).toBe(2), PATIENCE);
    expect([...first.complaints, ...again.complaints, ...other.complaints]).toEqual([]);
  });

  it("lets somebody in whose browser runs no script", async () => {
    const url = await startRoom("plain");
    const seated = await aRawSeated({ url });
    const { page, complaints } = await openWatchedPage(await rooms.browser.open({ javaScriptEnabled: false }));
    await page.goto(url);
    expect(await page.locator("noscript p").textContent()).toBe("This page refreshes by itself.");
    await untilPlaceIs("1", page);
    await seated.leave();
    await untilHeadingIs("Spring Marathon 2027", page);
    expect(complaints).toEqual([]);
  });

  it.each([
    ["with script", "leave", true],
    ["without script", "leave-plain", false],
  ])(
    "takes the place of whoever leaves, %s, and gives him a new one when he lines up again",
    async (_, room, script) => {
      const url = await startRoom(room);
      await aRawSeated({ url });
      const context = await rooms.browser.open({ javaScriptEnabled: script });
      const { page, complaints } = await (script ? openHurriedPage : openWatchedPage)(context);
      await page.goto(`${url}/?race=10k`);
      await untilPlaceIs("1", page);
      const ticket = await readTicket(context, room);

      await page.click("#leaving summary");
      await page.click("#leave button");
      await untilHeadingIs("You left the line", page);
      expect(await page.title()).toBe("You left the line – Spring Marathon 2027");
      expect(await context.cookies()).toEqual([]);
      const lineAndSpent = async () => [await countMembers(room, "line"), await countMembers(room, "spent")];
      await vi.waitFor(async () => expect(await lineAndSpent()).toEqual([0, 1]), PATIENCE);

      await page.click("a.button");
      await untilPlaceIs("1", page);
      expect(page.url()).toBe(`${url}/?race=10k`);
      expect((await readTicket(context, room))?.sub).not.toBe(ticket?.sub);
      expect(complaints).toEqual([]);
    },
  );

  it("gives two tabs of one browser one place, and lets both in", async () => {
    const url = await startRoom("tabs");
    const seated = await aRawSeated({ url });
    const context = await rooms.browser.open();
    const tabs = [await openWatchedPage(context), await openWatchedPage(context)];
    await Promise.all(tabs.map(({ page }) => page.goto(url)));
    await Promise.all(tabs.map(({ page }) => untilPlaceIs("1", page)));
    await Promise.all(tabs.map(({ page }) => page.locator("#waiting", { hasText: /^1$/ }).waitFor(PATIENCE)));
    expect(await countMembers("tabs", "line")).toBe(1);

    await seated.leave();
    await Promise.all(tabs.map(({ page }) => untilHeadingIs("Spring Marathon 2027", page)));
    await vi.waitFor(async () => expect(await countMembers("tabs", "seats")).toBe(1), PATIENCE);
    expect(tabs.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

function startRoom(name: string): Promise<string> {
  return rooms.startRoom(name);
}

function countMembers(room: string, set: "line" | "seats" | "spent"): Promise<number> {
  return rooms.stack.redis.zCard(`corral:{${room}}:${set}`);
}

async function readTicket(context: BrowserContext, room: string) {
  const cookie = (await context.cookies()).find(({ name }) => name === `corral-ticket-${room}`);
  return readClaims(cookie?.value ?? null);
}

function heading(page: Page): Promise<string | null> {
  return page.textContent("h1");
}

function widthOfMain(page: Page): Promise<string> {
  return page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth");
}
