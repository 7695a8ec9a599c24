import { describe, expect, it } from "vitest";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

describe("the waiting page's script, when its reader or the network comes back,", () => {
  it.each(["visibilitychange", "online"])("asks at once on %s, but not within 2 s of the last", async (event) => {
    const page = openWaitingPage([() => aStatusAnswer({ askAgainSeconds: 30 })]);
    await page.pass(10_000);
    page.happen(event);
    page.happen(event);
    await page.pass(0);
    expect(page.gaps()).toEqual([3, 7]);
    page.happen(event);
    await page.pass(1_999);
    expect(page.asks).toHaveLength(2);
    await page.pass(1);
    page.happen(event);
    expect(page.gaps()).toEqual([3, 7, 2]);
    await page.pass(29_999);
    expect(page.gaps()).toEqual([3, 7, 2, 2]);
  });

  it("leaves a request alone that has only just begun", async () => {
    const page = openWaitingPage([() => "hangs"]);
    await page.pass(4000);
    page.happen("online");
    await page.pass(999);
    expect(page.asks).toHaveLength(1);
  });

  it("asks at once when a phone wakes that slept for ten minutes, and keeps the place it showed", async () => {
    const page = openWaitingPage([() => aStatusAnswer(), () => aStatusAnswer({ place: 7 })]);
    await page.pass(3000);
    expect(page.text("place")).toBe("40");
    await page.machine.sleep(600_000);
    page.happen("visibilitychange");
    await page.pass(0);
    expect(page.asks).toHaveLength(2);
    expect(page.words()[1]).toBe("status");
    expect(page.text("place")).toBe("7");
  });

  it("asks again when the back button brings it back from the site", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    await page.pass(10_000);
    page.happen("pageshow", "fresh");
    await page.pass(10_000);
    expect(page.asks).toHaveLength(1);
    page.happen("pageshow", "persisted");
    await page.pass(0);
    expect(page.asks).toHaveLength(2);
  });

  it("gives up a request that hangs when the network comes back, and asks anew", async () => {
    const page = openWaitingPage([() => "hangs", () => aStatusAnswer({ place: 31 })]);
    await page.pass(6000);
    page.happen("online");
    await page.pass(0);
    expect(page.gaps()).toEqual([3, 3]);
    expect(page.text("place")).toBe("31");
    expect(page.pageState()).toBe("waiting");
  });

  it("shows no higher place because the clock was set back", async () => {
    const page = openWaitingPage(
      [
        () => aStatusAnswer({ place: 400, askAgainSeconds: 60 }),
        () => aStatusAnswer({ place: 300, askAgainSeconds: 60 }),
      ],
      { news: { place: 500 } },
    );
    await page.pass(100_000);
    const before = Number(page.text("place"));
    expect(before).toBeLessThan(300);
    page.machine.setClockBack(3_600_000);
    await page.pass(3000);
    expect(Number(page.text("place"))).toBeLessThanOrEqual(before);
  });

  it("asks within 2 s of waking though the clock was set back by an hour", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ askAgainSeconds: 30 })]);
    await page.pass(4000);
    page.machine.setClockBack(3_600_000);
    page.happen("visibilitychange");
    await page.pass(2000);
    expect(page.asks).toHaveLength(2);
  });
});
