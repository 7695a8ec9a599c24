import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { renderDrawPage } from "../../src/page/draw-page.ts";
import { renderWaitingPage, type WaitingView } from "../../src/page/waiting-page.ts";
import { AHEAD, aDrawView, anOpening, aView, DRAWN, EVERY_LANGUAGE, EVERY_STATE, inlined, PLAIN } from "./a-view.ts";

/** The most an organiser may say, in letters that hardly compress. */
const LETTERS = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0xac00 + ((at * 7919) % 11_172)));
const LOGO_URL = `data:image/png;base64,${randomBytes(1500).toString("base64")}`.slice(0, 1600);

const PLAIN_FRAME = { brand: { ...PLAIN, color: "#aa3300" }, eventName: "The 45th Spring Marathon 2027" };
const FULL_FRAME = { brand: { ...PLAIN_FRAME.brand, logoUrl: LOGO_URL }, eventName: LETTERS.slice(0, 120).join("") };
const MESSAGE = LETTERS.join("");
const OPENING = anOpening({ order: "draw", commitment: DRAWN.commitment });

const weigh = (view: Partial<WaitingView>) => gzipSync(renderWaitingPage(aView(view))).length;
const aLobby = (view: Partial<WaitingView>) => ({ order: "draw", opening: OPENING, status: AHEAD, ...view }) as const;

it("is weighed with its whole style", () => {
  expect(inlined(renderWaitingPage(aView()), "style")[0]).toMatch(/progress::-webkit-progress-value/);
});

it.each(EVERY_LANGUAGE)("the waiting page weighs at most 10 KiB gzipped in every face: %s", (language) => {
  const weights = EVERY_STATE.map((preview) => weigh({ ...PLAIN_FRAME, language, order: "draw", preview }));
  expect(Math.max(...weights, weigh({ ...PLAIN_FRAME, language }))).toBeLessThanOrEqual(10 * 1024);
});

it.each(EVERY_LANGUAGE)("the page of a draw's lobby weighs at most 10 KiB gzipped: %s", (language) => {
  const early = { ...AHEAD, state: "notyet" } as const;
  const weights = [AHEAD, early].map((status) => weigh(aLobby({ ...PLAIN_FRAME, language, status })));
  expect(Math.max(...weights)).toBeLessThanOrEqual(10 * 1024);
});

it.each(EVERY_LANGUAGE)("the draw page weighs at most 5 KiB gzipped: %s", (language) => {
  expect(gzipSync(renderDrawPage(aDrawView({ ...PLAIN_FRAME, language }))).length).toBeLessThanOrEqual(5 * 1024);
});

it.each(EVERY_LANGUAGE)("what an organiser may write, and a logo written out, add 3.5 KiB at most: %s", (language) => {
  const full = aLobby({ ...FULL_FRAME, language, status: { ...AHEAD, message: MESSAGE } });
  expect(weigh(full) - weigh(aLobby({ ...PLAIN_FRAME, language }))).toBeLessThanOrEqual(3.5 * 1024);
});
