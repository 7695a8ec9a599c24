import { webcrypto } from "node:crypto";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import script from "../../../src/page/client/draw.ts?script";
import { type DrawView, renderDrawPage } from "../../../src/page/draw-page.ts";
import { aDrawView, attribute } from "../a-view.ts";

const RIGHT = "Checked in this browser: everything matches.";
const WRONG = "This does not match. Keep this page, and tell the organiser.";
const UNABLE = "This browser cannot check it. Please try another one.";

/** The draw page just loaded, in a browser that has WebCrypto unless `globals` say otherwise; what it comes to say. */
function openDrawPage(view: Partial<DrawView>, globals: Readonly<Record<string, unknown>> = { crypto: webcrypto }) {
  const html = renderDrawPage(aDrawView(view));
  const dataset: Record<string, string | undefined> = {
    draw: attribute(html, "data-draw") ?? undefined,
    words: attribute(html, "data-words") ?? undefined,
  };
  const written: string[] = [];
  const said = new Promise<string>((resolve) => {
    const check = {
      set textContent(text: string) {
        written.push(text);
        resolve(text);
      },
    };
    const document = { getElementById: (id: string) => (id === "draw" ? { dataset } : check) };
    runInNewContext(script, { document, TextEncoder, ...globals });
  });
  return { dataset, written, said };
}

describe("the draw page's script", () => {
  it.each<[string, Partial<DrawView>, string, string]>([
    ["key and number are right", {}, "right", RIGHT],
    ["the key is right and there is no ticket", { ticket: null }, "right", RIGHT],
    ["the number is another", { ticket: { code: "Qm3xZpTn7RkW2sVa", number: 238_729_325_846_205 } }, "wrong", WRONG],
    ["the code is another", { ticket: { code: "Qm3xZpTn7RkW2sVb", number: 238_729_325_846_204 } }, "wrong", WRONG],
    ["a key is published but no number", { ticket: { code: "Qm3xZpTn7RkW2sVa", number: null } }, "wrong", WRONG],
    [
      "the key is another",
      { key: "2aa50b47c92342ddda1dccb774e50e497d759632db2c3a8b86b31a9d737f8151", ticket: null },
      "wrong",
      WRONG,
    ],
    [
      "the key is another, under which the number is right",
      {
        key: "2aa50b47c92342ddda1dccb774e50e497d759632db2c3a8b86b31a9d737f8151",
        ticket: { code: "Qm3xZpTn7RkW2sVa", number: 40694171246763 },
      },
      "wrong",
      WRONG,
    ],
    ["the key is none", { key: "" }, "wrong", WRONG],
  ])("finds out for itself that %s", async (_, view, found, words) => {
    const page = openDrawPage(view);
    expect(await page.said).toBe(words);
    expect(page.dataset.check).toBe(found);
  });

  it.each([
    ["none at all", {}],
    ["none without https", { crypto: {} }],
    [
      "one that refuses",
      { crypto: { subtle: { digest: () => Promise.reject(new DOMException("no", "NotSupportedError")) } } },
    ],
  ])("says that this browser cannot check it where WebCrypto is %s", async (_, globals) => {
    const page = openDrawPage({}, globals);
    expect(await page.said).toBe(UNABLE);
    expect(page.dataset.check).toBe("unable");
  });

  it("says nothing as long as the key is not published, not even in a browser that could not check it", async () => {
    const ticket = { code: "Qm3xZpTn7RkW2sVa", number: null };
    const pages = [openDrawPage({ key: null, ticket }), openDrawPage({ key: null, ticket: null }, {})];
    await new Promise((resolve) => setImmediate(resolve));
    expect(pages.map(({ written }) => written)).toEqual([[], []]);
    expect(pages.map(({ dataset }) => dataset.check)).toEqual([undefined, undefined]);
  });

  it("says it in the reader's language", async () => {
    expect(await openDrawPage({ language: "ko" }).said).toBe("이 브라우저에서 확인했습니다. 모두 일치합니다.");
  });
});
