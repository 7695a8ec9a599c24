import { describe, expect, it } from "vitest";
import { en } from "../../../src/page/copy/en.ts";
import { aMachine } from "./a-machine.ts";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

const HERE = "https://shop.example//a/b?x=1";

describe("the waiting page's script", () => {
  it("asks its own URL, without name, password and fragment, past every cache", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    await page.pass(2999);
    expect(page.asks).toHaveLength(0);
    await page.pass(1);
    expect(page.asks[0]).toMatchObject({
      url: HERE,
      init: { method: "GET", cache: "no-store", credentials: "same-origin", redirect: "manual" },
    });
  });

  it("shows what it is told and asks again when it is told", async () => {
    const range = { low: 300, high: 420 };
    const page = openWaitingPage(
      [() => aStatusAnswer({ place: 1234, waiting: 15186, expectedWaitSeconds: range, askAgainSeconds: 12.4 })],
      { news: { place: null, askAgainSeconds: 3 } },
    );
    await page.pass(3000);
    expect([page.text("place"), page.text("waiting"), page.text("wait")]).toEqual(["1,234", "15,186", "5–7 minutes"]);
    expect(page.text("note")).toContain("takes you in by itself");
    await page.pass(24_800);
    expect(page.gaps()).toEqual([3, 12.4, 12.4]);
  });

  it("says that it has asked only once an ask was answered", async () => {
    const page = openWaitingPage([() => "offline", () => aStatusAnswer(), () => aStatusAnswer()]);
    await page.pass(12_000);
    expect(page.words()).toEqual(["status", "status", "status; asked"]);
  });

  it("does not say so after a sleep that may have outlived the cookie", async () => {
    const page = openWaitingPage([() => aStatusAnswer(), () => "offline"]);
    await page.pass(340_000);
    expect(page.words()[1]).toBe("status; asked");
    expect(page.words().at(-1)).toBe("status");
  });

  it("loads its own URL once admitted, and asks no more", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    await page.pass(100_000);
    page.happen("online");
    await page.pass(100_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(1);
    expect(page.pageState()).toBe("turn");
  });

  it.each([
    ["the site's own page", () => new Response("<html>")],
    ["the site's own JSON", () => Response.json({ state: "waiting" })],
    ["the site's own refusal", () => new Response("no", { status: 403 })],
    ["a redirect", () => Object.defineProperty(new Response(null), "status", { value: 0 })],
  ])("loads its own URL when answered by %s", async (_, answer) => {
    const page = openWaitingPage([answer]);
    await page.pass(60_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(1);
  });

  it.each([
    ["the network is gone", () => "offline" as const],
    ["a gateway fails", () => new Response("<html>", { status: 502 })],
    ["somebody limits rates", () => new Response("slow down", { status: 429 })],
    ["Corral's own page is broken", () => new Response("oops", { headers: { "Corral-State": "waiting" } })],
    ["Corral's answer has no state", () => Response.json(null, { headers: { "Corral-State": "waiting" } })],
  ])("goes on asking when %s, ever more rarely up to 30 s", async (_, answer) => {
    const page = openWaitingPage([answer]);
    await page.pass(400_000);
    expect(page.loads).toEqual([]);
    expect(page.pageState()).toBe("reconnecting");
    expect(page.text("note")).toBe("Reconnecting … Your place is kept.");
    expect(page.text("place")).toBe("50");
    const [, second = 0, , , , sixth = 0, ...later] = page.gaps();
    expect(second).toBe(2);
    expect(sixth).toBeGreaterThanOrEqual(15);
    expect(Math.max(sixth, ...later)).toBeLessThanOrEqual(30);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(15);
  });

  it("forgets its failures with the next answer", async () => {
    const page = openWaitingPage([() => "offline", () => "offline", () => aStatusAnswer(), () => "offline"]);
    await page.pass(17_000);
    expect(page.gaps()[4]).toBe(2);
  });

  it("gives up an ask that hangs for 15 s", async () => {
    const page = openWaitingPage([() => "hangs", () => aStatusAnswer()]);
    await page.pass(17_900);
    expect(page.asks).toHaveLength(1);
    await page.pass(2_100);
    expect(page.asks).toHaveLength(2);
    expect(page.text("place")).toBe("40");
  });

  it.each([0, -1, null, Number.NaN, "many", undefined])("says the figure %j in words", async (figure) => {
    const page = openWaitingPage(
      [() => aStatusAnswer({ place: figure, waiting: figure, expectedWaitSeconds: { low: figure, high: null } })],
      { news: { place: null, waiting: null } },
    );
    await page.pass(10_000);
    expect([page.text("place"), page.text("waiting"), page.text("wait")]).toEqual([
      en.finding,
      en.measuring,
      en.measuring,
    ]);
  });

  it.each([
    [{ reason: "cookies" }, "cookies", "Please allow cookies", "Allow cookies"],
    [{ reason: "outage" }, "outage", "You are in line", "Your place is kept"],
    [{ state: "unavailable", reason: "outage" }, "unavailable", "We cannot reach the line", "keeps trying"],
    [{ expectedWaitSeconds: { low: 0, high: 90 } }, "near", "Nearly there", "any moment"],
    [{ place: 1, expectedWaitSeconds: { low: 300, high: 600 } }, "waiting", "You are in line", "takes you in"],
    [{ reason: "a reason of a later version" }, "waiting", "You are in line", "takes you in"],
    [{ state: "a state of a later version" }, "waiting", "You are in line", "takes you in by itself"],
  ])("says what %j means", async (status, pageState, heading, words) => {
    const page = openWaitingPage([() => aStatusAnswer(status)]);
    await page.pass(3000);
    expect([page.pageState(), page.text("heading")]).toEqual([pageState, heading]);
    expect(page.text("note")).toContain(words);
  });

  it.each([
    [0.1, 2],
    [1, 2],
    [0, 10],
    [null, 10],
    ["soon", 10],
    [9999, 60],
  ])("asked back in %j seconds, asks in %d", async (askAgainSeconds, gap) => {
    const page = openWaitingPage([() => aStatusAnswer({ askAgainSeconds })]);
    await page.pass(3000 + gap * 1000);
    expect(page.gaps()).toEqual([3, gap]);
  });

  it("carries the place in the title", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ place: 1234 })], { news: { place: null } });
    expect(page.titles.at(-1)).toBe("You are in line – Seoul Marathon");
    await page.pass(3000);
    expect(page.titles.at(-1)).toBe("1,234 · You are in line – Seoul Marathon");
  });

  it("fills the bar from the place first given", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ place: 20 })], { first: "80", news: { place: 40 } });
    expect(page.elements.progress).toMatchObject({ max: 80, value: 40 });
    await page.pass(3000);
    expect(page.elements.progress).toMatchObject({ max: 80, value: 60 });
  });

  it("says at once that cookies are blocked where the browser knows", async () => {
    const page = openWaitingPage([() => "offline"], { cookies: "blocked" });
    expect(page.pageState()).toBe("cookies");
    await page.pass(30_000);
    expect(page.pageState()).toBe("cookies");
  });

  it("does not go back from nearly there for a wait that wavers around the bound", async () => {
    const waits = [88, 96, 120, 88, 151].map((high) => () => aStatusAnswer({ expectedWaitSeconds: { low: 40, high } }));
    const page = openWaitingPage(waits);
    const faces: (string | undefined)[] = [];
    for (const _ of waits) {
      await page.pass(faces.length === 0 ? 3000 : 5000);
      faces.push(page.pageState());
    }
    expect(faces).toEqual(["near", "near", "near", "near", "waiting"]);
  });

  it("leaves alone what a browser has translated, as long as it has nothing else to say", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    await page.pass(3500);
    page.elements.heading.textContent = "Vous faites la queue";
    await page.pass(20_000);
    expect(page.text("heading")).toBe("Vous faites la queue");
  });

  it("runs where the browser refuses it to speak to other tabs", async () => {
    class BroadcastChannel {
      constructor() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      }
    }
    const page = openWaitingPage([() => aStatusAnswer()], { cookies: "blocked", globals: { BroadcastChannel } });
    expect(page.pageState()).toBe("cookies");
    await page.pass(3000);
    expect(page.asks).toHaveLength(1);
  });

  it("says nothing and asks nothing in a preview", async () => {
    const machine = aMachine();
    const page = openWaitingPage([() => aStatusAnswer()], { machine, preview: "" });
    const real = openWaitingPage([() => aStatusAnswer({ place: 45 })], { machine });
    await page.pass(4000);
    expect([page.text("place"), real.text("place")]).toEqual(["50", "45"]);
    await page.pass(100_000);
    page.happen("online");
    await page.pass(100_000);
    expect(page.asks).toEqual([]);
  });
});
