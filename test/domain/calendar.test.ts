import { describe, expect, it } from "vitest";
import {
  type Calendar,
  callsFromMs,
  isLobbyCounted,
  phaseAt,
  REPORT_SPREAD_SECONDS,
  rampLeftSeconds,
  rampShare,
} from "../../src/domain/calendar.ts";
import { anOpening } from "../support/a-room.ts";

const LOBBY = 1_805_587_200_000;
const OPENS = 1_805_590_800_000;
const CALLS = 1_805_590_808_000;
const CLOSES = 1_805_619_600_000;

const opening = anOpening({ lobbyAtMs: LOBBY, opensAtMs: OPENS });
const aDay: Calendar = { opening, closesAtMs: CLOSES };
const noDay: Calendar = { opening: null, closesAtMs: null };

function warmingUp(rampSeconds: number): Calendar {
  return { opening: anOpening({ opensAtMs: OPENS, rampSeconds }), closesAtMs: null };
}

describe("the phase of the day", () => {
  it.each([
    ["notyet", "long before", 0],
    ["notyet", "a millisecond before the lobby", LOBBY - 1],
    ["lobby", "when the lobby begins", LOBBY],
    ["lobby", "a millisecond before the opening", OPENS - 1],
    ["opening", "at the opening", OPENS],
    ["opening", "a millisecond before the first call", OPENS + 7999],
    ["open", "from the first call", OPENS + 8000],
    ["open", "a millisecond before the close", CLOSES - 1],
    ["closed", "at the close", CLOSES],
    ["closed", "ever after", Number.MAX_SAFE_INTEGER],
  ])("is %s %s", (phase, _, nowMs) => {
    expect(phaseAt(aDay, nowMs)).toBe(phase);
  });

  it.each([-1, 0, LOBBY, Number.MAX_SAFE_INTEGER])("is open at any time where there is no calendar: %i", (nowMs) => {
    expect(phaseAt(noDay, nowMs)).toBe("open");
  });

  it("is open until the close where there is no opening", () => {
    const closing = { opening: null, closesAtMs: CLOSES };
    expect([0, CLOSES - 1, CLOSES].map((nowMs) => phaseAt(closing, nowMs))).toEqual(["open", "open", "closed"]);
  });

  it("is open for ever where there is no close", () => {
    expect(phaseAt({ opening, closesAtMs: null }, Number.MAX_SAFE_INTEGER)).toBe("open");
  });

  it("is closed though the line has hardly opened", () => {
    const brief = { opening, closesAtMs: OPENS + 1 };
    expect([OPENS, OPENS + 1, OPENS + 8000].map((nowMs) => phaseAt(brief, nowMs))).toEqual([
      "opening",
      "closed",
      "closed",
    ]);
  });

  it("knows a close at the first moment of 1970", () => {
    expect([-1, 0].map((nowMs) => phaseAt({ opening: null, closesAtMs: 0 }, nowMs))).toEqual(["open", "closed"]);
  });
});

describe("the first call", () => {
  it("is 8 s after the opening: 4 for the reports, 2 for the turns that take them, 2 for who is late", () => {
    expect(callsFromMs(opening)).toBe(CALLS);
    expect(REPORT_SPREAD_SECONDS).toBe(4);
  });

  it("comes when the line of a turn before has everybody from the lobby in it", () => {
    expect([OPENS, CALLS - 1001, CALLS - 1000, CALLS].map((atMs) => isLobbyCounted(aDay, atMs))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("waits for nobody where there is no lobby", () => {
    expect(isLobbyCounted(noDay, 0)).toBe(true);
  });
});

describe("the ramp", () => {
  it.each([
    [0.1, "long before the opening", LOBBY],
    [0.1, "at the opening", OPENS],
    [0.1, "at the first call", CALLS],
    [0.325, "after a quarter of it", CALLS + 75_000],
    [0.55, "in its middle", CALLS + 150_000],
    [0.997, "a second before its end", CALLS + 299_000],
    [1, "at its end", CALLS + 300_000],
    [1, "after it", CALLS + 300_001],
  ])("lets in a share of %d %s", (share, _, nowMs) => {
    expect(rampShare(warmingUp(300), nowMs)).toBeCloseTo(share, 12);
  });

  it("is exactly whole once the site is warm", () => {
    expect([1, 7, 300, 3600].map((seconds) => rampShare(warmingUp(seconds), CALLS + seconds * 1000))).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it("is none where the site needs no warming up, or nothing opens", () => {
    expect(rampShare(warmingUp(0), CALLS)).toBe(1);
    expect(rampShare(warmingUp(0), OPENS)).toBe(1);
    expect(rampShare(noDay, CALLS)).toBe(1);
  });
});

describe("the warming up", () => {
  it.each([
    [300, "before the first call", CALLS - 1000],
    [300, "at the first call", CALLS],
    [1, "a second before its end", CALLS + 299_000],
    [0, "at its end", CALLS + 300_000],
    [0, "long after it", CALLS + 7_200_000],
  ])("has %d s left %s", (seconds, _, nowMs) => {
    expect(rampLeftSeconds(warmingUp(300), nowMs)).toBe(seconds);
  });

  it("is over where nothing opens", () => {
    expect(rampLeftSeconds(noDay, CALLS)).toBe(0);
  });
});
