import { describe, expect, it } from "vitest";
import { sayCount, sayNote, sayWait } from "../../src/page/copy.ts";

describe("sayCount", () => {
  it.each([
    [1, "1"],
    [1234, "1,234"],
    [15186, "15,186"],
    [null, "not known yet"],
    [0, "not known yet"],
    [-1, "not known yet"],
    [Number.NaN, "not known yet"],
    [Number.POSITIVE_INFINITY, "not known yet"],
  ])("says %s as %j", (count, words) => {
    expect(sayCount(count)).toBe(words);
  });
});

describe("sayWait", () => {
  it.each([
    [null, "being measured"],
    [{ low: 0, high: 0 }, "less than a minute"],
    [{ low: 10, high: 59 }, "less than a minute"],
    [{ low: 0, high: 60 }, "about 1 minute"],
    [{ low: 0, high: 61 }, "about 1 to 2 minutes"],
    [{ low: 300, high: 420 }, "about 5 to 7 minutes"],
    [{ low: 290, high: 421 }, "about 4 to 8 minutes"],
    [{ low: 300, high: 300 }, "about 5 minutes"],
    [{ low: 3000, high: 5400 }, "about 50 to 90 minutes"],
    [{ low: 3000, high: 5401 }, "about 1 to 2 hours"],
    [{ low: 7200, high: 7200 }, "about 2 hours"],
    [{ low: 420, high: 300 }, "being measured"],
    [{ low: -1, high: 300 }, "being measured"],
    [{ low: Number.NaN, high: 300 }, "being measured"],
    [{ low: 1, high: Number.NaN }, "being measured"],
    [{ low: 1, high: Number.POSITIVE_INFINITY }, "being measured"],
  ])("says %j as %j", (range, words) => {
    expect(sayWait(range)).toBe(words);
  });
});

describe("sayNote", () => {
  it("says the reason before the state", () => {
    expect(sayNote({ state: "waiting" })).toContain("moves on by itself");
    expect(sayNote({ state: "waiting", reason: "outage" })).toContain("Your place is kept");
    expect(sayNote({ state: "unavailable", reason: "cookies" })).toContain("Allow cookies");
    expect(sayNote({ state: "unavailable" })).toContain("keeps trying");
    expect(sayNote({ state: "admitted" })).toContain("your turn");
  });
});
