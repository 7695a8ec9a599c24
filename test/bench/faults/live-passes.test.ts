import { describe, expect, it } from "vitest";
import { livePasses } from "./live-passes.ts";

const TEN_SEATS = [{ fromMs: 0, seats: 10 }];

describe("the passes of a crowd", () => {
  it("counts those that are live at one moment, not all that were ever given", () => {
    const passes = livePasses();
    passes.hold(1, 0, 100);
    passes.hold(2, 50, 150);
    passes.hold(3, 100, 200);
    expect(passes.peak(TEN_SEATS)).toEqual({ passes: 2, capacity: 10 });
  });

  it("counts a person once, whatever replaces his pass", () => {
    const passes = livePasses();
    passes.hold(1, 0, 100);
    passes.hold(1, 50, 300);
    passes.hold(2, 250, 400);
    expect(passes.peak(TEN_SEATS)).toEqual({ passes: 2, capacity: 10 });
  });

  it("ends a pass with the seat that is given back, and no later one with it", () => {
    const passes = livePasses();
    passes.hold(1, 0, 100);
    passes.end(1, 40);
    passes.hold(2, 40, 60);
    passes.hold(1, 70, 90);
    expect(passes.peak(TEN_SEATS)).toEqual({ passes: 1, capacity: 10 });
  });

  it("holds those who are still there against a capacity that was lowered", () => {
    const passes = livePasses();
    for (const person of [1, 2, 3, 4]) passes.hold(person, 0, 500 + person);
    const allowances = [...TEN_SEATS, { fromMs: 502, seats: 1 }, { fromMs: 503, seats: 10 }];
    expect(passes.peak(allowances)).toEqual({ passes: 2, capacity: 1 });
  });

  it("is empty before anybody holds one", () => {
    expect(livePasses().peak(TEN_SEATS)).toEqual({ passes: 0, capacity: 10 });
  });
});
