import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, BrowserContextOptions, Page, Request } from "playwright-core";
import { startChromium, startChromiumIn } from "../../../local/process/chromium.ts";
import { useStack } from "../use-stack.ts";

/** Where Chromium is missing it is installed first. */
export const INSTALL_TIMEOUT_MS = 300_000;

export type RealBrowser = {
  /** A person's browser, with cookies of its own. */
  readonly open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
};

export type WatchedPage = {
  readonly page: Page;
  /** Errors in the console, exceptions of scripts, and requests that failed, refusals of a policy included. */
  readonly complaints: readonly string[];
};

/** A Chromium of its own. *Fails*: `MissingProgram`, which says how to install Chromium where it cannot be had. */
export async function startRealBrowser(): Promise<RealBrowser> {
  const browser = await startChromium();
  return {
    open: (options) => browser.newContext(options),
    close: () => browser.close(),
  };
}

/** One for the tests of a file. */
export function useRealBrowser(): RealBrowser {
  return useStack(async () => {
    const browser = await startRealBrowser();
    return { ...browser, stop: browser.close };
  }, INSTALL_TIMEOUT_MS);
}

/** A browser whose owner has forbidden all cookies; closing it removes its profile. */
export async function openBrowserWithoutCookies(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), "corral-profile-"));
  await mkdir(join(profile, "Default"));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await startChromiumIn(profile, options);
  context.on("close", () => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  return context;
}

export async function openWatchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error") complaints.push(`${url}: ${message.text()}`);
  });
  page.on("pageerror", (fault) => complaints.push(fault.message));
  page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
  return { page, complaints };
}

/** Longer than a page near the front waits between two polls, shorter than it waits for an answer. */
const UNTIL_NEXT_POLL_MS = 10_000;

const hasOwnClock = new WeakMap<Page, { inFlight: number }>();

/**
 * A watched page whose clock can be moved on, as `passTime` does. For tests that wait for the page's next poll, and for
 * nothing that the room's clock has to bring about.
 */
export async function openHurriedPage(context: BrowserContext): Promise<WatchedPage> {
  const watched = await openWatchedPage(context);
  const polls = { inFlight: 0 };
  const count = (by: 1 | -1) => (request: Request) => {
    if (request.headers().corral !== undefined) polls.inFlight += by;
  };
  watched.page.on("request", count(1));
  watched.page.on("requestfinished", count(-1));
  watched.page.on("requestfailed", count(-1));
  await watched.page.clock.install();
  hasOwnClock.set(watched.page, polls);
  return watched;
}

/**
 * Lets a hurried page make its next poll now. Not while one is on its way: the page would take it for one that hangs.
 */
export async function passTime(page: Page): Promise<void> {
  if (hasOwnClock.get(page)?.inFlight === 0) await page.clock.fastForward(UNTIL_NEXT_POLL_MS);
}
