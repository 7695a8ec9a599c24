import { describe, expect, it } from "vitest";
import { aMachine } from "./a-machine.ts";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

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
    expect([first.pageState(), other.pageState()]).toEqual(["left", "left"]);
    expect(first.asks.map(({ init }) => [init.method, new Headers(init.headers).get("corral")])).toEqual([
      ["POST", "leave"],
    ]);
    expect(other.asks).toEqual([]);
    expect(first.elements.again.hidden).toBe(false);
  });
});

describe("a tab", () => {
  it("is not moved back from its turn by what another one hears late", async () => {
    const machine = aMachine();
    const first = openWaitingPage([() => aStatusAnswer({ state: "admitted" })], { machine });
    const other = openWaitingPage([() => aStatusAnswer({ place: 2 })], { machine, news: { askAgainSeconds: 3 } });
    await machine.pass(10_000);
    expect([first.pageState(), other.pageState()]).toEqual(["turn", "turn"]);
    expect([first.loads.length, other.loads.length]).toEqual([1, 1]);
  });

  it("that has left is not moved by the turn of a later visit", async () => {
    const machine = aMachine();
    const left = () => new Response(null, { status: 204, headers: { "Corral-State": "left" } });
    const gone = openWaitingPage([left], { machine });
    gone.happen("leave submit");
    await machine.pass(10);
    openWaitingPage([() => aStatusAnswer({ state: "admitted" })], { machine });
    await machine.pass(4000);
    expect(gone.pageState()).toBe("left");
    expect(gone.loads).toEqual([]);
  });

  it("is not taken for one of another place where the room does not say which place it is", async () => {
    const machine = aMachine();
    const status = (await aStatusAnswer({ place: 40, askAgainSeconds: 30 }).json()) as object; // as aStatusAnswer made it
    const unnamed = () => Response.json({ ...status, placeId: undefined }, { headers: { "Corral-State": "waiting" } });
    const page = openWaitingPage([unnamed], { machine, news: { placeId: "anna" } });
    await machine.pass(4000);
    expect(page.text("place")).toBe("40");
    expect(page.loads).toEqual([]);
  });

  it("of an earlier visit neither lends its place to a new one nor keeps it", async () => {
    const machine = aMachine();
    const stale = openWaitingPage([() => aStatusAnswer({ placeId: "ben", place: 5000 })], {
      machine,
      news: { placeId: "anna", place: 3, askAgainSeconds: 30 },
    });
    const fresh = openWaitingPage([() => aStatusAnswer({ placeId: "ben", place: 5000 })], {
      machine,
      news: { placeId: "ben", place: 5001, askAgainSeconds: 10 },
    });
    await machine.pass(100);
    expect(fresh.text("place")).toBe("5,001");
    await machine.pass(3000);
    expect(stale.loads).toEqual([HERE]);
    expect(stale.text("place")).toBe("3");
  });

  it("that was frozen does not take news of ten minutes ago for new ones", async () => {
    const machine = aMachine();
    const page = openWaitingPage([() => aStatusAnswer({ place: 9 })], { machine });
    const answer = () => aStatusAnswer({ place: 33, askAgainSeconds: 30, reason: "outage" });
    const other = openWaitingPage([answer], { machine, news: { askAgainSeconds: 2 } });
    await machine.pass(1999);
    const heard = machine.channels[0]?.onmessage;
    const kept: { data: unknown }[] = [];
    if (machine.channels[0]) machine.channels[0].onmessage = (event) => kept.push(event);
    await machine.pass(500);
    expect(other.pageState()).toBe("outage");
    await machine.sleep(600_000);
    for (const event of kept) heard?.(event);
    expect(page.pageState()).toBe("waiting");
    await machine.pass(100);
    expect(page.text("place")).toBe("9");
  });

  it("shows what the other has shown when that is lower, from the next answer on", async () => {
    const machine = aMachine();
    const low = openWaitingPage([() => "hangs"], { machine, news: { place: 20, askAgainSeconds: 30 } });
    await machine.pass(10);
    const high = openWaitingPage([() => aStatusAnswer({ place: 33 })], { machine, news: { place: 40 } });
    await machine.pass(3600);
    expect([low.text("place"), high.text("place")]).toEqual(["20", "20"]);
  });

  it("just opened does not take over that another one's cookies were blocked", async () => {
    const machine = aMachine();
    const before = openWaitingPage([() => aStatusAnswer({ reason: "cookies", place: null })], { machine });
    await machine.pass(3000);
    expect(before.pageState()).toBe("cookies");
    const after = openWaitingPage([() => aStatusAnswer()], { machine });
    await machine.pass(10);
    expect(after.pageState()).toBe("waiting");
  });
});

describe("leaving the line", () => {
  it("is tried once more when its answer is lost, and is not believed of a broken one", async () => {
    const broken = () => new Response("oops", { status: 500, headers: { "Corral-State": "unavailable" } });
    const left = () => new Response(null, { status: 204, headers: { "Corral-State": "left" } });
    const page = openWaitingPage([broken, left]);
    page.happen("leave submit");
    await page.pass(10);
    expect(page.words()).toEqual(["leave", "leave"]);
    expect(page.pageState()).toBe("left");
  });

  it("keeps the place and goes on asking when the network is gone", async () => {
    const page = openWaitingPage([() => "offline", () => "offline", () => aStatusAnswer()]);
    page.happen("leave submit");
    await page.pass(1);
    expect(page.pageState()).toBe("reconnecting");
    await page.pass(10_000);
    expect(page.words().slice(0, 3)).toEqual(["leave", "leave", "status"]);
    expect(page.pageState()).toBe("waiting");
  });
});

describe("a place that is over", () => {
  it("is told on a page loaded anew, since on this one the place never rises, until it has been read", async () => {
    const machine = aMachine();
    const renewed = () => aStatusAnswer({ placeId: "ben", place: null, reason: "renewed" });
    const before = openWaitingPage([renewed], { machine, news: { place: 3 } });
    await machine.pass(3000);
    expect(before.loads).toEqual([HERE]);
    expect(before.text("place")).toBe("3");

    const after = openWaitingPage([() => aStatusAnswer({ place: 5000 })], { machine, news: { place: 5001 } });
    expect(after.text("note")).toContain("at the end of the line");
    await machine.pass(20_000);
    expect(after.pageState()).toBe("renewed");
    await machine.pass(20_000);
    expect(after.pageState()).toBe("waiting");
  });

  it("is not news to a page that never showed one", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ placeId: "ben", place: 7 })], { news: { place: null } });
    await page.pass(3000);
    expect(page.loads).toEqual([]);
    expect(page.text("place")).toBe("7");
  });
});
