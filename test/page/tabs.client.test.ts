import { describe, expect, it } from "vitest";
import { aMachine, aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

const HERE = "https://shop.example//a/b?x=1";

describe("two tabs of one browser", () => {
  it("show the same place, though one of them has never asked", async () => {
    const machine = aMachine();
    const [asking, other] = [
      openWaitingPage([() => aStatusAnswer({ place: 31, askAgainSeconds: 20 })], { machine }),
      openWaitingPage([() => "offline"], { machine, news: { place: 50, askAgainSeconds: 9 } }),
    ];
    await machine.pass(3001);
    expect([asking.text("place"), other.text("place")]).toEqual(["31", "31"]);
    expect(other.titles.at(-1)).toContain("31 · ");
    await machine.pass(15_000);
    expect(other.asks).toEqual([]);
    expect(other.text("place")).toBe(asking.text("place"));
  });

  it("share one ask between them", async () => {
    const machine = aMachine();
    const tabs = [1, 2, 3].map(() => openWaitingPage([() => aStatusAnswer({ askAgainSeconds: 10 })], { machine }));
    await machine.pass(63_500);
    const asked = tabs.reduce((sum, { asks }) => sum + asks.length, 0);
    expect(asked).toBeGreaterThanOrEqual(7);
    expect(asked).toBeLessThanOrEqual(9);
  });

  it("tell one that is opened later what they know", async () => {
    const machine = aMachine();
    const first = openWaitingPage([() => aStatusAnswer({ place: 12, askAgainSeconds: 30 })], { machine });
    await machine.pass(3000);
    const later = openWaitingPage([() => "offline"], { machine, news: { place: 14 } });
    await machine.pass(1);
    expect(later.text("place")).toBe(first.text("place"));
  });

  it("never let a place rise that one of them has shown", async () => {
    const machine = aMachine();
    const low = openWaitingPage([() => "hangs"], { machine, news: { place: 20 } });
    openWaitingPage([() => aStatusAnswer({ place: 33 })], { machine, news: { place: 40 } });
    await machine.pass(3500);
    expect(low.text("place")).toBe("20");
  });

  it("both go in when one hears that it is their turn", async () => {
    const machine = aMachine();
    const first = openWaitingPage([() => aStatusAnswer({ state: "admitted" })], { machine });
    const other = openWaitingPage([() => "hangs"], { machine, news: { askAgainSeconds: 30 } });
    await machine.pass(3001);
    expect([first.loads, other.loads]).toEqual([[HERE], [HERE]]);
  });

  it("both show that they have left when one gives up the place, and ask no more", async () => {
    const machine = aMachine();
    const left = () => new Response(null, { status: 204, headers: { "Corral-State": "left" } });
    const first = openWaitingPage([left], { machine });
    const other = openWaitingPage([() => aStatusAnswer()], { machine, news: { askAgainSeconds: 30 } });
    first.happen("leave submit");
    await machine.pass(100_000);
    expect([first.face(), other.face()]).toEqual(["left", "left"]);
    expect(first.asks.map(({ init }) => [init.method, new Headers(init.headers).get("corral")])).toEqual([
      ["POST", "leave"],
    ]);
    expect(other.asks).toEqual([]);
    expect(first.elements.again.hidden).toBe(false);
  });
});

describe("leaving the line", () => {
  it("keeps the place and goes on asking when the network is gone", async () => {
    const page = openWaitingPage([() => "offline", () => aStatusAnswer()]);
    page.happen("leave submit");
    await page.pass(1);
    expect(page.face()).toBe("reconnecting");
    await page.pass(10_000);
    expect(page.words()).toEqual(["leave", "status"]);
    expect(page.face()).toBe("waiting");
  });
});

describe("a place that is over", () => {
  it("is told on a page loaded anew, since on this one the place never rises", async () => {
    const machine = aMachine();
    const renewed = () => aStatusAnswer({ place: null, reason: "renewed" });
    const before = openWaitingPage([renewed], { machine, news: { place: 3 } });
    await machine.pass(3000);
    expect(before.loads).toEqual([HERE]);
    expect(before.text("place")).toBe("3");

    const after = openWaitingPage([() => aStatusAnswer({ place: 5000 })], { machine, news: { place: 5001 } });
    expect(after.face()).toBe("renewed");
    expect(after.text("note")).toContain("at the end of the line");
    await machine.pass(3000);
    expect(after.face()).toBe("waiting");
  });
});
