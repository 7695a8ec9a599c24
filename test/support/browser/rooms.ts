// Shared by the tests of a file: one Chromium, one shop, and rooms in front of it, each with one seat.

import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { type RunningShop, startShop } from "../../../local/shop/shop.ts";
import { useStack } from "../use-stack.ts";
import { startWorkerStack, type WorkerStack } from "../worker/worker-stack.ts";
import { INSTALL_TIMEOUT_MS, passTime, type RealBrowser, startRealBrowser } from "./real-browser.ts";

/** A busy machine gets there too. */
export const PATIENCE = { timeout: 30_000 };

/** The room takes a turn a second: more polls than that would learn nothing new. */
const BETWEEN_POLLS_MS = 500;

export type Rooms = {
  readonly stack: WorkerStack;
  readonly browser: RealBrowser;
  /** The address of a room of its own, with one seat. */
  readonly startRoom: (name: string, vars?: Readonly<Record<string, string>>) => Promise<string>;
  readonly stop: () => Promise<void>;
};

export async function startRooms(): Promise<Rooms> {
  const browser = await startRealBrowser();
  const [stack, shop]: [WorkerStack, RunningShop] = await Promise.all([startWorkerStack(), startShop()]);
  return {
    stack,
    browser,
    startRoom(name, vars = {}) {
      return stack.startRoom({
        siteUrl: shop.url,
        vars: { CAPACITY: "1", ROOM: name, EVENT_NAME: "Spring Marathon 2027", ...vars },
      });
    },
    async stop() {
      await browser.close();
      await stack.stop();
      await shop.close();
    },
  };
}

export function untilHeadingIs(text: string, page: Page): Promise<void> {
  return untilShown(page.locator("h1", { hasText: text }));
}

export function untilPlaceIs(place: string, page: Page): Promise<void> {
  return untilShown(page.locator("#place", { hasText: new RegExp(`^${place}$`) }));
}

export function untilNoteIs(text: string, page: Page): Promise<void> {
  return untilShown(page.locator("#note", { hasText: text }));
}

/** A hurried page polls as often as the room has something new to say, and does not wait in between. */
export async function untilShown(locator: Locator): Promise<void> {
  const shown = locator.waitFor(PATIENCE).then(() => "shown" as const);
  while ((await Promise.race([shown, sleep(BETWEEN_POLLS_MS)])) !== "shown") await passTime(locator.page());
}

/** Those of a file's tests. */
export function useRooms(): Rooms {
  return useStack(startRooms, INSTALL_TIMEOUT_MS);
}
