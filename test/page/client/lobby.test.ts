import { describe, expect, it } from "vitest";
import { aMachine } from "./a-machine.ts";
import { ahead, aLobbyAnswer, aStatusAnswer, openWaitingPage, slowly } from "./fake-browser.ts";

const HERE = "https://shop.example//a/b?x=1";
describe("the countdown in the lobby", () => {
  it("goes by the second, from half-way between the page's request and its answer", async () => {
    const timing = { requestStart: 1000, responseStart: 7000 };
    const page = openWaitingPage([() => "hangs"], ahead("lobby", 3700, { timing }));
    expect(page.elements.left.hidden).toBe(false);
    expect(page.text("countdown")).toBe("01:01:34");
    await page.pass(999);
    expect(page.text("countdown")).toBe("01:01:34");
    await page.pass(1);
    expect(page.text("countdown")).toBe("01:01:33");
    await page.pass(34_000);
    expect(page.text("countdown")).toBe("01:00:59");
  });

  it("goes from half-way between the load's beginning and now where the browser does not say", async () => {
    const page = openWaitingPage([() => "hangs"], ahead("lobby", 100, { timing: "untold" }));
    expect(page.text("countdown")).toBe("00:01:35");
  });

  it("is right on a machine whose clock is wrong by an hour", async () => {
    const machine = aMachine();
    machine.setClockBack(3_600_000);
    const timing = { requestStart: 1000, responseStart: 7000 };
    const answers = [() => aLobbyAnswer({ opensInSeconds: 44 })];
    const page = openWaitingPage(answers, ahead("lobby", 100, { machine, timing }));
    expect(page.text("countdown")).toBe("00:01:34");
    await page.pass(51_000);
    expect(page.text("countdown")).toBe("00:00:43");
    await page.pass(42_000);
    expect([page.text("countdown"), page.pageState()]).toEqual(["00:00:01", "lobby"]);
    await page.pass(1000);
    expect([page.text("countdown"), page.pageState()]).toEqual(["00:00:00", "opening"]);
  });

  it("is right again with the next answer when the machine's clock is set meanwhile, though that comes slowly", async () => {
    const machine = aMachine();
    const answer = () => slowly(machine, 2000, () => aLobbyAnswer({ opensInSeconds: 49 }));
    const page = openWaitingPage([answer], ahead("lobby", 100, { machine }));
    await page.pass(10_000);
    machine.setClockBack(3_600_000);
    await page.pass(42_500);
    expect(page.asks).toHaveLength(1);
    await page.pass(500);
    expect(page.text("countdown")).toBe("00:00:47");
  });

  it("is made no worse by an answer that was long on its way", async () => {
    const machine = aMachine();
    const answer = () => slowly(machine, 10_000, () => aLobbyAnswer({ opensInSeconds: 50 }));
    const page = openWaitingPage([answer], ahead("lobby", 100, { machine }));
    await page.pass(61_000);
    expect(page.asks).toHaveLength(1);
    expect(page.text("countdown")).toBe("00:00:39");
  });

  it("is made better by an answer that was not", async () => {
    const answer = () => aLobbyAnswer({ opensInSeconds: 47 });
    const page = openWaitingPage([answer], ahead("lobby", 100, { timing: { requestStart: 0, responseStart: 10_000 } }));
    await page.pass(49_000);
    expect(page.text("countdown")).toBe("00:00:46");
    await page.pass(2000);
    expect(page.text("countdown")).toBe("00:00:46");
  });

  it("is not told to a screen reader each second", async () => {
    const page = openWaitingPage([() => "hangs"], ahead("lobby", 100));
    await page.pass(40_000);
    expect(page.said()).toEqual([]);
  });

  it("stands still in a preview", async () => {
    const page = openWaitingPage([() => aLobbyAnswer()], ahead("lobby", 754, { preview: "" }));
    await page.pass(60_000);
    expect([page.text("countdown"), page.asks.length]).toEqual(["00:12:34", 0]);
  });

  it("stops with the answer that the line is open, though that comes early", async () => {
    const page = openWaitingPage([() => aStatusAnswer()], ahead("lobby", 100));
    await page.pass(70_000);
    expect([page.text("countdown"), page.pageState()]).toEqual(["00:00:50", "waiting"]);
  });

  it("is not there once the line is open", async () => {
    const page = openWaitingPage([() => aStatusAnswer()]);
    await page.pass(10_000);
    expect([page.elements.left.hidden, page.text("countdown")]).toEqual([true, ""]);
  });
});

describe("the opening", () => {
  it("is said at zero, before any answer, and asked about when told and not sooner", async () => {
    const page = openWaitingPage([() => "hangs"], ahead("lobby", 20, { news: { askAgainSeconds: 23.4 } }));
    await page.pass(19_999);
    expect([page.pageState(), page.text("countdown")]).toEqual(["lobby", "00:00:01"]);
    await page.pass(1);
    expect([page.pageState(), page.text("countdown")]).toEqual(["opening", "00:00:00"]);
    expect(page.text("heading")).toBe("The line is opening");
    expect(page.text("note")).toContain("Finding your place.");
    expect(page.titles.at(-1)).toBe("The line is opening – Seoul Marathon");
    expect(page.said()).toEqual([
      "The line is opening. Finding your place. Nobody is let in before everyone in the lobby has had time to report.",
    ]);
    await page.pass(3399);
    expect(page.asks).toEqual([]);
    expect(page.text("countdown")).toBe("00:00:00");
    await page.pass(1);
    expect(page.gaps()).toEqual([23.4]);
  });

  it("is said as long as the room says so, until there is a place", async () => {
    const answers = [
      () => aStatusAnswer({ reason: "opening", place: null, waiting: null, askAgainSeconds: 4 }),
      () => aStatusAnswer({ place: 812, waiting: 90_000 }),
    ];
    const page = openWaitingPage(answers, ahead("lobby", 20, { news: { askAgainSeconds: 22 } }));
    await page.pass(22_000);
    expect([page.pageState(), page.text("heading"), page.text("place")]).toEqual([
      "opening",
      "The line is opening",
      "one moment",
    ]);
    await page.pass(4000);
    expect([page.pageState(), page.text("heading"), page.text("place")]).toEqual(["waiting", "You are in line", "812"]);
    expect(page.titles.at(-1)).toBe("812 · You are in line – Seoul Marathon");
    expect(page.gaps()).toEqual([22, 4]);
    expect(page.loads).toEqual([]);
  });

  it("is not said at zero to somebody who is not in the lobby", async () => {
    const page = openWaitingPage([() => "hangs"], ahead("notyet", 20));
    await page.pass(30_000);
    expect([page.pageState(), page.text("countdown")]).toEqual(["notyet", "00:00:00"]);
  });

  it("moved to another time loads the page again, which says when", async () => {
    const page = openWaitingPage([() => aLobbyAnswer({ opensAt: "2027-03-21T01:30:00.000Z" })], ahead("lobby", 100));
    await page.pass(100_000);
    page.happen("online");
    await page.pass(100_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(1);
  });

  it("moved to a time ahead loads the page of a line that was open, too", async () => {
    const page = openWaitingPage([() => aLobbyAnswer()]);
    await page.pass(100_000);
    expect(page.loads).toEqual([HERE]);
  });

  it("is no reason to load the page again, where it came when it was said it would", async () => {
    const answers = [() => aLobbyAnswer(), () => aStatusAnswer({ reason: "opening", place: null })];
    const page = openWaitingPage(answers, ahead("lobby", 100));
    await page.pass(200_000);
    expect(page.loads).toEqual([]);
  });
});

describe("somebody in the lobby", () => {
  it("asks when told and not sooner", async () => {
    const answers = [57.3, 41].map((askAgainSeconds) => () => aLobbyAnswer({ opensInSeconds: 900, askAgainSeconds }));
    const page = openWaitingPage(answers, ahead("lobby", 950));
    await page.pass(148_299);
    expect(page.gaps()).toEqual([50, 57.3]);
    await page.pass(1);
    expect(page.gaps()).toEqual([50, 57.3, 41]);
  });

  it.each([
    ["soldout", "Sold out", "Nobody else will be let in."],
    ["closed", "Closed", "Nobody else is let in."],
  ])("is told on the same page when the room is %s", async (state, heading, note) => {
    const page = openWaitingPage([() => aLobbyAnswer({ state })], ahead("lobby", 100));
    await page.pass(51_000);
    expect([page.pageState(), page.text("heading")]).toEqual([state, heading]);
    expect(page.text("note")).toContain(note);
    expect(page.loads).toEqual([]);
  });

  it("is not told that the line opens when it is sold out before", async () => {
    const page = openWaitingPage([() => aLobbyAnswer({ state: "soldout" }), () => "hangs"], ahead("lobby", 100));
    await page.pass(110_000);
    expect([page.pageState(), page.text("countdown")]).toEqual(["soldout", "00:00:00"]);
  });

  it("is told the operator's reason when he pauses the room, and no more when he goes on", async () => {
    const answers = [() => aLobbyAnswer({ why: "The site rests." }), () => aLobbyAnswer()];
    const page = openWaitingPage(answers, ahead("lobby", 900));
    await page.pass(50_000);
    expect([page.pageState(), page.text("heading")]).toEqual(["lobby", "You are in the lobby"]);
    expect(page.text("note")).toBe(
      "When the line opens, this page finds your place by itself. You need not do anything. The site rests.",
    );
    await page.pass(50_000);
    expect(page.text("note")).toBe(
      "When the line opens, this page finds your place by itself. You need not do anything.",
    );
  });

  it("says that the network is gone, and counts on", async () => {
    const page = openWaitingPage([() => "offline", () => aLobbyAnswer()], ahead("lobby", 900));
    await page.pass(50_000);
    expect(page.pageState()).toBe("lobby");
    expect(page.text("note")).toBe("Reconnecting … Your place is kept.");
    await page.pass(2000);
    expect(page.text("note")).toMatch(/^When the line opens/);
    expect(page.loads).toEqual([]);
  });

  it("says at the opening that the network is gone, not that a place is being found", async () => {
    const page = openWaitingPage([() => "offline"], ahead("lobby", 100));
    await page.pass(102_000);
    expect([page.pageState(), page.text("note")]).toEqual(["reconnecting", "Reconnecting … Your place is kept."]);
  });

  it("asks at once when the machine wakes up after the opening", async () => {
    const machine = aMachine();
    const page = openWaitingPage([() => "hangs"], ahead("lobby", 100, { machine, news: { askAgainSeconds: 3000 } }));
    await page.pass(10_000);
    await machine.sleep(200_000);
    await machine.pass(2000);
    expect([page.pageState(), page.asks.length]).toEqual(["opening", 1]);
  });

  it("asks at once when another tab hears of another opening", async () => {
    const machine = aMachine();
    const moved = { opensAt: "2027-03-21T09:00:00.000Z", opensInSeconds: 28_800 };
    const old = openWaitingPage([() => aLobbyAnswer(moved)], ahead("lobby", 1000, { machine }));
    await machine.pass(20_000);
    openWaitingPage(
      [() => aLobbyAnswer(moved)],
      ahead("lobby", 28_820, { machine, news: { ...moved, askAgainSeconds: 5 } }),
    );
    await machine.pass(6000);
    expect(old.loads).toEqual([HERE]);
  });
});
