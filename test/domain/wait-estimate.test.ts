import { describe, expect, it } from "vitest";
import { UNTOUCHED } from "../../src/domain/control.ts";
import type { Snapshot } from "../../src/domain/snapshot.ts";
import { estimateWait, hasHeld } from "../../src/domain/wait-estimate.ts";
import { anOpening, aRoom } from "../support/a-room.ts";
import { anEpoch } from "../support/a-visitor.ts";

function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: anEpoch(),
    asOfMs: 1_800_000_000_000,
    waiting: 2000,
    seats: 100,
    called: 0,
    openSeats: 0,
    toldRecently: 0,
    sketch: { front: [], points: [], waiting: 2000 },
    heldUntilMs: 0,
    control: UNTOUCHED,
    calledPrefixes: new Set(),
    seatKeptSeconds: 20,
    silentShare: 0,
    leavingPerSecond: 0,
    waitsHeldShare: null,
    ...overrides,
  };
}

const room = aRoom({ capacity: 100, sessionSeconds: 600 });
const metered = aRoom({ capacity: 100, sessionSeconds: 600, inflowPerMinute: 60 });

describe("the expected wait", () => {
  it("is the place over the turnover of the seats, and the way from the call to its holder", () => {
    expect(estimateWait(room, aSnapshot(), 1000)).toEqual({ low: 154, high: 250 });
  });

  it("is shorter by those ahead who leave", () => {
    const half = Math.log(2) / 200; // of whom half have left after 200 s
    const range = estimateWait(room, aSnapshot({ leavingPerSecond: half }), 1000);
    expect(range).toEqual({ low: 117, high: 191 });
  });

  it("does not count those who are silent, for they are passed over", () => {
    expect(estimateWait(room, aSnapshot({ silentShare: 0.2 }), 1000)).toEqual(estimateWait(room, aSnapshot(), 800));
  });

  it("is longer by those who must go first where the capacity was lowered", () => {
    const halved = aRoom({ capacity: 50 });
    expect(estimateWait(halved, aSnapshot(), 450)).toEqual(estimateWait(halved, aSnapshot({ seats: 50 }), 500));
  });

  it("never reaches below nothing, and is never narrower than half a minute in all", () => {
    expect(estimateWait(room, aSnapshot(), 5)).toEqual({ low: 0, high: 18 });
    expect(estimateWait(room, aSnapshot(), 200)).toEqual({ low: 27, high: 57 });
  });

  it.each([
    ["nobody is let in", aRoom({ capacity: 0 }), aSnapshot({ seats: 0 })],
    ["no turnover of the seats has been seen", room, aSnapshot({ seatKeptSeconds: null })],
    [
      "inflow limits now, but seats may run out before the first visit ends",
      metered,
      aSnapshot({ seats: 50, seatKeptSeconds: null }),
    ],
  ])("is not told when %s", (_, given, snapshot) => {
    expect(estimateWait(given, snapshot, 100)).toBeNull();
  });

  it("is told at once where inflow is what limits: seats last for those ahead, or for any inflow", () => {
    const unmeasured = { seatKeptSeconds: null, seats: 10 };
    expect(estimateWait(metered, aSnapshot(unmeasured), 60)).toEqual({ low: 49, high: 79 });
    const vast = aRoom({ capacity: 600, sessionSeconds: 600, inflowPerMinute: 60 });
    expect(estimateWait(vast, aSnapshot({ ...unmeasured, seats: 500 }), 600)).toEqual({ low: 472, high: 769 });
  });

  it("counts what limits more, once both are known", () => {
    expect(estimateWait(metered, aSnapshot(), 100)).toEqual({ low: 80, high: 130 });
    expect(estimateWait(metered, aSnapshot({ seatKeptSeconds: 200 }), 100)).toEqual({ low: 154, high: 250 });
  });
});

/** Its snapshot is counted as the first are called, or so many seconds later. */
function warmingUp(rampSeconds: number, sinceSeconds = 0) {
  const opening = anOpening({ opensAtMs: 1_800_000_000_000 - 8000 - sinceSeconds * 1000, rampSeconds });
  return aRoom({ capacity: 100, sessionSeconds: 600, calendar: { opening, closesAtMs: null } });
}

describe("the expected wait while the site warms up", () => {
  it("is longer, as the inflow begins with a tenth", () => {
    expect(estimateWait(warmingUp(300), aSnapshot(), 100)).toEqual({ low: 67, high: 110 });
  });

  it("is longer by the same for all who are let in after it", () => {
    expect(estimateWait(warmingUp(300), aSnapshot(), 1000)).toEqual({ low: 256, high: 418 });
    expect(estimateWait(warmingUp(300), aSnapshot(), 2000)).toEqual({ low: 408, high: 666 });
  });

  it("counts from when the figures were counted", () => {
    expect(estimateWait(warmingUp(300, 150), aSnapshot(), 1000)).toEqual({ low: 179, high: 292 });
  });

  // By numerical integration of the paces: about 247 s and 1120 s, and the way from the call.
  it("is shorter by those ahead who leave, who do so whatever is let in", () => {
    const half = Math.log(2) / 200;
    expect(estimateWait(warmingUp(300), aSnapshot({ leavingPerSecond: half }), 1000)).toEqual({ low: 188, high: 306 });
    const fewer = aSnapshot({ leavingPerSecond: 0.002 });
    expect(estimateWait(warmingUp(1800), fewer, 10_000)).toEqual({ low: 853, high: 1391 });
  });

  it("is not longer by a ramp of an inflow that is not what limits", () => {
    const wide = { ...warmingUp(3600), inflowPerMinute: 6000 };
    expect(estimateWait(wide, aSnapshot({ seatKeptSeconds: 200 }), 1000)).toEqual({ low: 1522, high: 2482 });
    // As soon as half of the inflow is more than the turnover: 253 s in all.
    expect(estimateWait({ ...warmingUp(300), inflowPerMinute: 600 }, aSnapshot(), 1000)).toEqual({
      low: 196,
      high: 320,
    });
  });

  it("is what it is without a ramp once the site is warm, or where none was wanted", () => {
    expect(estimateWait(warmingUp(300, 300), aSnapshot(), 1000)).toEqual({ low: 154, high: 250 });
    expect(estimateWait(warmingUp(0), aSnapshot(), 1000)).toEqual({ low: 154, high: 250 });
  });

  it("is still unknown where it would be without a ramp", () => {
    expect(estimateWait(warmingUp(300), aSnapshot({ seatKeptSeconds: null }), 1000)).toBeNull();
  });
});

describe("a wait told", () => {
  it("has held when its holder is let in within the range", () => {
    const told = { low: 30, high: 60, atMs: 1000 };
    expect([30_999, 31_000, 61_000, 61_001].map((nowMs) => hasHeld(told, nowMs))).toEqual([false, true, true, false]);
  });
});
