// The demonstration that npm start prints and the README tells, followed word by word in one browser.

import { spawn } from "node:child_process";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { findFreePort } from "../../local/process/listen.ts";
import { openWatchedPage, useRealBrowser } from "../support/browser/real-browser.ts";
import { PATIENCE, untilHeadingIs } from "../support/browser/rooms.ts";

const START = join(import.meta.dirname, "../../local/commands/start.ts");

const browser = useRealBrowser();

/** Runs `npm start` until it has printed its welcome, and gives the numbered steps. */
async function startAndRead(port: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [START], { env: { ...process.env, PORT: String(port), OPENS_IN: "0" } });
  const ended = new Promise((closed) => child.once("close", closed));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  await expect.poll(() => printed, { timeout: 60_000 }).toContain("Ctrl-C stops everything.");
  return printed.match(/^ +\d\. .*$/gm) ?? [];
}

function addressIn(step: string | undefined): string {
  return /http:\/\/\S+/.exec(step ?? "")?.[0] ?? "no address";
}

async function openIn(context: BrowserContext, step: string | undefined): Promise<Page> {
  const { page } = await openWatchedPage(context);
  await page.goto(addressIn(step));
  return page;
}

/** The window a step is to be done in: the one that is open or, where the step says so, a private one. */
async function windowOf(step: string | undefined, open: BrowserContext): Promise<BrowserContext> {
  if (!step?.includes("in one private window")) return open;
  const other = await browser.open();
  onTestFinished(() => other.close());
  return other;
}

async function registerARunner(page: Page): Promise<void> {
  await page.getByLabel("Runner's name").fill("Ada");
  await page.getByRole("button", { name: "Register" }).click();
  await untilHeadingIs("See you at the start, Ada", page);
}

describe("the demonstration", { timeout: 120_000 }, () => {
  it("shows two people in and the third waiting, then let in, all in one browser", async () => {
    const steps = await startAndRead(await findFreePort());
    expect(steps).toHaveLength(4);
    const context = await browser.open();
    onTestFinished(() => context.close());
    const first = await openIn(context, steps[0]);
    await untilHeadingIs("Spring Marathon 2027", first);
    const second = await openIn(context, steps[1]);
    await untilHeadingIs("Spring Marathon 2027", second);
    const third = await openIn(await windowOf(steps[2], context), steps[2]);
    await untilHeadingIs("You are in line", third);
    expect(await third.locator("#corral").count()).toBe(1);
    await registerARunner(first);
    await third.getByLabel("Runner's name").waitFor(PATIENCE);
    expect(new URL(third.url()).origin).toBe(addressIn(steps[2]));
    await expect.poll(() => second.locator("h1").textContent()).toBe("Spring Marathon 2027");
  });
});
