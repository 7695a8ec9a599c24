// Time that a real browser and the gate live through in a moment: the page's clock and the room's are moved together.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { serveLocally } from "../../local/process/listen.ts";
import { openWatchedPage, useRealBrowser } from "../support/browser/real-browser.ts";
import { untilHeadingIs, untilPlaceIs } from "../support/browser/rooms.ts";
import { aGate, type Gate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import { aSeated } from "../support/gate/journeys.ts";

const stack = useGateStack();
const browser = useRealBrowser();

/** A page in line behind somebody with the room's one seat, its clock in the test's hands. */
async function aPageInLine() {
  // A session that nobody has to renew while the test lasts.
  const gate = aGate(stack, { SESSION_SECONDS: "3600" });
  const seated = await aSeated(gate);
  stack.origin.on("/race", () => new Response("<h1>The shop</h1>", { headers: { "Content-Type": "text/html" } }));
  const server = await serveLocally((request) => gate.fetch(request), 0);
  const { page } = await openWatchedPage(await browser.open());
  await page.clock.install();
  await page.goto(`${server.url}/race`);
  await page.clock.pauseAt(Date.now() + 60_000);
  await expect
    .poll(
      async () => {
        await bothLiveThrough(3, gate, page);
        return page.textContent("#place");
      },
      { timeout: 20_000 },
    )
    .toBe("1");
  return { gate, seated, page, close: () => server.close() };
}

/** Timers that fell due meanwhile run once, as in a tab in the background or on a phone that slept. */
async function bothLiveThrough(seconds: number, gate: Gate, page: Page): Promise<void> {
  await gate.elapse(seconds * 1000);
  await page.clock.fastForward(seconds * 1000);
}

/** Until the page has taken in what it was answered, or is gone. */
async function liveThroughAMinute(gate: Gate, page: Page): Promise<void> {
  const readNews = () => page.evaluate<string>("document.querySelector('#news')?.textContent ?? 'elsewhere'");
  const before = await readNews();
  await bothLiveThrough(60, gate, page);
  await expect.poll(readNews, { timeout: 10_000 }).not.toBe(before);
}

describe("a page whose timers seldom run", () => {
  it("gets in from a background tab in which they run once a minute", { timeout: 60_000 }, async () => {
    const { gate, seated, page, close } = await aPageInLine();
    for (let minute = 0; minute < 5; minute++) await liveThroughAMinute(gate, page);
    expect(await page.textContent("#place")).toBe("1");
    await seated.leave("header");
    await liveThroughAMinute(gate, page);
    await untilHeadingIs("The shop", page);
    await close();
  });

  it("still has its place when the phone has slept for ten minutes", { timeout: 60_000 }, async () => {
    const { gate, page, close } = await aPageInLine();
    // Others came meanwhile, and the sleeper was dropped as silent.
    await gate.elapse(300_000);
    const later = gate.aBrowser();
    await later.navigate("/race");
    for (let asked = 0; asked < 10; asked++) {
      await later.poll();
      await gate.elapse(30_000);
    }
    expect(await stack.count("line")).toBe(1);

    const asked = page.waitForResponse((response) => response.request().headers().corral !== undefined);
    await page.clock.fastForward(600_000);
    expect((await asked).request().headers().corral).toBe("status");
    await untilPlaceIs("1", page);
    await later.poll();
    await gate.elapse(1000);
    expect(JSON.parse((await later.poll()).text).place).toBe(2);
    await close();
  });
});
