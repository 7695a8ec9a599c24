/** `npm run preview`: takes screenshots of every page state, light and dark, on a phone and a desktop. */

import { mkdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { PREVIEW_STATES } from "../../src/page/preview-states.ts";
import { startChromium } from "../process/chromium.ts";
import { MissingProgram } from "../process/find-or-install.ts";
import { findFreePort } from "../process/listen.ts";
import { startStack } from "../stack/laptop-stack.ts";

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
};

const USAGE = "npm run preview -- [--lang ko] [--out folder]";

async function takeAll(browser: Browser, roomUrl: string, lang: string, folder: string): Promise<number> {
  let taken = 0;
  for (const [device, options] of Object.entries(DEVICES)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ ...options, colorScheme });
      const page = await context.newPage();
      for (const state of PREVIEW_STATES) {
        const answer = await page.goto(`${roomUrl}/__corral/preview?state=${state}&lang=${encodeURIComponent(lang)}`);
        if (answer?.status() !== 200) throw new Error(`no preview of ${state} in ${lang}: ${await answer?.text()}`);
        await page.screenshot({ path: join(folder, `${state}-${device}-${colorScheme}.png`), fullPage: true });
        taken += 1;
      }
      await context.close();
    }
  }
  return taken;
}

async function run(lang: string, folder: string): Promise<void> {
  const browser = await startChromium();
  try {
    const stack = await startStack({ roomPort: await findFreePort() });
    try {
      await mkdir(folder, { recursive: true });
      const taken = await takeAll(browser, stack.roomUrl, lang, folder);
      process.stdout.write(`${taken} screenshots in ${relative(process.cwd(), folder)}\n`);
    } finally {
      await stack.stop();
    }
  } finally {
    await browser.close();
  }
}

try {
  const { values } = parseArgs({ options: { lang: { type: "string" }, out: { type: "string" } } });
  const usual = join(import.meta.dirname, "..", "..", ".local", "preview");
  await run(values.lang ?? "en", resolve(values.out ?? usual));
} catch (fault) {
  const sentence = fault instanceof Error ? fault.message : String(fault);
  process.stderr.write(`${sentence}\n${fault instanceof MissingProgram ? "" : `${USAGE}\n`}`);
  process.exitCode = 1;
}
