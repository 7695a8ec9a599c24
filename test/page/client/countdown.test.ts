import { describe, expect, it, onTestFinished, vi } from "vitest";
import { better, momentOf, pageTimes, sayLeft } from "../../../src/page/client/countdown.ts";

declare global {
  /** The script's types know the DOM, the tests' do not. */
  interface PerformanceNavigationTiming extends PerformanceEntry {
    readonly requestStart: number;
    readonly responseStart: number;
  }
}

const T = 1_700_000_000_000;

describe("the moment that lies so many seconds ahead", () => {
  it.each([
    ["of an answer at once", 60, T, T, T + 60_000, 0],
    ["from half-way between question and answer", 60, T, T + 400, T + 60_200, 200],
    ["though it has passed", -2.5, T, T + 1000, T - 2000, 500],
    ["though the clock was set back on the way", 60, T, T - 3000, T + 58_500, 0],
  ])("is known %s", (_, inSeconds, askedAtMs, answeredAtMs, atMs, withinMs) => {
    expect(momentOf(inSeconds, askedAtMs, answeredAtMs)).toEqual({ atMs, withinMs });
  });
});

describe("the better of two moments", () => {
  it.each([
    ["the only one", null, { atMs: T, withinMs: 900 }, { atMs: T, withinMs: 900 }],
    ["the narrower", { atMs: T, withinMs: 900 }, { atMs: T + 50, withinMs: 899 }, { atMs: T + 50, withinMs: 899 }],
    ["the later of two alike", { atMs: T, withinMs: 90 }, { atMs: T + 5, withinMs: 90 }, { atMs: T + 5, withinMs: 90 }],
    ["not the wider", { atMs: T, withinMs: 90 }, { atMs: T + 50, withinMs: 91 }, { atMs: T, withinMs: 90 }],
    [
      "not the wider though they just meet",
      { atMs: T, withinMs: 100 },
      { atMs: T + 400, withinMs: 300 },
      { atMs: T, withinMs: 100 },
    ],
    [
      "the wider where they contradict",
      { atMs: T, withinMs: 100 },
      { atMs: T + 401, withinMs: 300 },
      { atMs: T + 401, withinMs: 300 },
    ],
    [
      "the wider where they contradict the other way",
      { atMs: T, withinMs: 100 },
      { atMs: T - 401, withinMs: 300 },
      { atMs: T - 401, withinMs: 300 },
    ],
  ])("is %s", (_, known, newer, best) => {
    expect(better(known, newer)).toEqual(best);
  });
});

describe("what is left", () => {
  it.each([
    [0, "00:00:00"],
    [-0.4, "00:00:00"],
    [-1, "00:00:00"],
    [-86_400_000, "00:00:00"],
    [1, "00:00:01"],
    [1000, "00:00:01"],
    [59_000, "00:00:59"],
    [59_200, "00:01:00"],
    [60_001, "00:01:01"],
    [3_599_000, "00:59:59"],
    [3_600_000, "01:00:00"],
    [45_296_000, "12:34:56"],
    [86_400_000, "24:00:00"],
    [360_000_000, "100:00:00"],
  ])("of %d ms is shown as %s", (leftMs, text) => {
    expect(sayLeft(leftMs)).toBe(text);
  });
});

describe("the times of the page itself", () => {
  function atBrowser(navigation: readonly object[]): void {
    vi.spyOn(Date, "now").mockReturnValue(T + 5000);
    vi.stubGlobal("performance", {
      timeOrigin: T,
      getEntriesByType: (type: string) => (type === "navigation" ? navigation : []),
    });
    onTestFinished(() => {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    });
  }

  it("are what the browser says of its request and the beginning of its answer", () => {
    atBrowser([{ requestStart: 120, responseStart: 480.5 }]);
    expect(pageTimes()).toEqual({ askedAtMs: T + 120, answeredAtMs: T + 480.5 });
  });

  it.each([
    ["has no timing", []],
    ["keeps it to itself", [{ requestStart: 0, responseStart: 0 }]],
  ])("are the load's beginning and now where the browser %s", (_, navigation) => {
    atBrowser(navigation);
    expect(pageTimes()).toEqual({ askedAtMs: T, answeredAtMs: T + 5000 });
  });
});
