// The pages for readers of every kind: axe in every state, narrow screens, colours and motion of the reader's own.

import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { PREVIEW_STATES } from "../../src/page/preview-states.ts";
import { openWatchedPage } from "../support/browser/real-browser.ts";
import { useRooms } from "../support/browser/rooms.ts";

const LOGO =
  "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%203%201'%3E%3Crect%20width='3'%20height='1'%20fill='%23c00'/%3E%3C/svg%3E";

type Reader = NonNullable<Parameters<Page["emulateMedia"]>[0]>;

const ANY_READER: Reader = { colorScheme: "light", reducedMotion: "no-preference", forcedColors: "none" };

const rooms = useRooms();
let url: string;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  url = await rooms.startRoom("readers", {
    PREVIEW: "on",
    EVENT_NAME: "The 45th International Spring Marathon of the Three Rivers and Seven Bridges 2027",
    BRAND_COLOR: "#ffe600",
    LOGO_URL: LOGO,
    SUPPORT_URL: "mailto:help@race.example",
    MESSAGE: "Registration for the 10k opens at noon.\nBring your race number.",
  });
  ({ page, complaints } = await openWatchedPage(await rooms.browser.open()));
  await page.addInitScript(axe.source);
});

/**
 * One page for all: it goes from state to state and takes on each reader's settings. A context for each would cost a
 * process of the browser's own every time.
 */
async function open(state: string, lang: string, reader: Reader = {}) {
  await page.emulateMedia({ ...ANY_READER, ...reader });
  await page.goto(addressOf(state, lang));
  await page.evaluate("for (const details of document.querySelectorAll('main details')) details.open = true");
}

function addressOf(state: string, lang: string): string {
  return `${url}/__corral/preview?state=${state}&lang=${lang}`;
}

/** Everything that WCAG 2.2 AA asks for and axe can tell, and its advice besides. */
async function findings(): Promise<string[]> {
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

describe("axe finds nothing", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    it.each(PREVIEW_STATES)(
      `in the state %s, ${colorScheme}, from left to right and from right to left`,
      async (state) => {
        for (const lang of ["en", "ar"]) {
          await open(state, lang, { colorScheme });
          expect(await findings()).toEqual([]);
          expect(complaints).toEqual([]);
        }
      },
    );
  }

  it.each(Object.keys(LANGUAGES))("in %s, with the choice of languages open", async (lang) => {
    await open("waiting", lang);
    await page.click(".switch summary");
    expect(await findings()).toEqual([]);
  });
});

describe("a screen of 320 px, which is a wide one at 400 %,", () => {
  let narrow: Page;
  beforeAll(async () => {
    narrow = await (await rooms.browser.open({ viewport: { width: 320, height: 256 } })).newPage();
  });

  // Written into one document: how wide a page is depends neither on its address nor on its policy.
  it.each(Object.keys(LANGUAGES))("shows every state without sideways scrolling in %s", async (lang) => {
    for (const state of PREVIEW_STATES) {
      const response = await fetch(addressOf(state, lang));
      expect(response.status).toBe(200);
      await narrow.setContent(await response.text());
      await narrow.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      expect([state, await narrow.evaluate(WIDEST)]).toEqual([state, 320]);
    }
  });
});

/** As far as anything reaches that can be seen, to either side. */
const WIDEST = `(() => {
  const boxes = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest(".sr")).map((e) => e.getBoundingClientRect());
  return Math.max(320, document.documentElement.scrollWidth, ...boxes.map(({ right }) => Math.ceil(right)), ...boxes.map(({ left }) => 320 - Math.floor(left)));
})()`;

describe("the reader's own settings", () => {
  it("move nothing where motion is unwanted", async () => {
    await open("waiting", "en", { reducedMotion: "reduce" });
    const transitions = "[...document.querySelectorAll('*')].map((e) => getComputedStyle(e).transitionDuration)";
    expect(new Set(await page.evaluate<string[]>(transitions))).toEqual(new Set(["0s"]));
  });

  it("show how far the way is in forced colours too", async () => {
    await open("waiting", "en", { forcedColors: "active", reducedMotion: "reduce" });
    const bar = page.locator("progress");
    const looks = async (value: string) => {
      await page.evaluate(`document.querySelector("progress").value = ${value}`);
      return (await bar.screenshot()).toString("base64");
    };
    expect(await looks("0")).not.toBe(await looks("document.querySelector('progress').max"));
  });
});
