import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { News } from "../../../src/domain/status.ts";
import { NOTHING_KNOWN, type Progress, showAt, takeNews, takeOver } from "../../../src/page/client/progress.ts";

const T = 1_700_000_000_000;

function someNews(news: Partial<News> = {}): News {
  return {
    placeId: null,
    place: 100,
    waiting: 500,
    expectedWaitSeconds: null,
    askAgainSeconds: 10,
    asOf: null,
    why: null,
    message: null,
    opensAt: null,
    opensInSeconds: null,
    ...news,
  };
}

/** Takes in one answer after the other, each so many seconds after the first. */
function hearing(...told: readonly (readonly [number, Partial<News>])[]): Progress {
  return told.reduce(
    (progress, [seconds, news]) => takeNews(progress, someNews(news), T + seconds * 1000),
    NOTHING_KNOWN,
  );
}

function placeAt(progress: Progress, seconds: number): number | null {
  return showAt(progress, T + seconds * 1000).place;
}

describe("the place between two answers", () => {
  it("counts down at the pace measured", () => {
    const steady = hearing(...[0, 60, 120, 180, 240].map((at) => [at, { place: 10_000 - 20 * at }] as const));
    expect(placeAt(steady, 240)).toBe(5200);
    expect(placeAt(steady, 245)).toBeLessThan(5140);
    expect(placeAt(steady, 245)).toBeGreaterThanOrEqual(5100);
  });

  it("stands still as long as nothing has been measured, and when the answer is late", () => {
    expect(placeAt(hearing([0, { place: 900 }]), 9)).toBe(900);
    const moving = hearing([0, { place: 900 }], [60, { place: 600 }]);
    expect(placeAt(moving, 73)).toBeLessThan(600);
    expect(placeAt(moving, 3600)).toBe(placeAt(moving, 73));
  });

  it("is not 1 before the room has said so, and never 0", () => {
    const fast = hearing([0, { place: 1000 }], [60, { place: 2 }]);
    expect(placeAt(fast, 73)).toBe(2);
    expect(placeAt(hearing([0, { place: 1 }]), 30)).toBe(1);
  });

  it("counts down by at most a twentieth, however fast the line was", () => {
    const wave = hearing([0, { place: 100_000 }], [60, { place: 10_000, askAgainSeconds: 30 }]);
    expect(placeAt(wave, 93)).toBe(9500);
  });

  it("never rises and is never below 1, whatever is told and when", () => {
    const news = fc.record({
      place: fc.oneof(fc.integer({ min: -2, max: 5000 }), fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY)),
      gapMs: fc.integer({ min: 0, max: 700_000 }),
      askAgainSeconds: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(null)),
    });
    fc.assert(
      fc.property(fc.array(news, { maxLength: 30 }), (told) => {
        let [progress, nowMs, last] = [NOTHING_KNOWN, T, Number.POSITIVE_INFINITY];
        for (const { gapMs, ...answer } of told) {
          for (const atMs of [nowMs, nowMs + gapMs / 2, nowMs + gapMs]) {
            const { place } = showAt(progress, atMs);
            expect(place === null || (Number.isInteger(place) && place >= 1 && place <= last)).toBe(true);
            last = place ?? last;
          }
          nowMs += gapMs;
          progress = takeNews(progress, someNews(answer), nowMs);
        }
      }),
    );
  });
});

describe("the wait between two answers", () => {
  const range = (low: number, high: number) => ({ expectedWaitSeconds: { low, high } });
  const waitAt = (progress: Progress, seconds: number) => showAt(progress, T + seconds * 1000).wait;

  it("counts down with the seconds, to 0 at the least", () => {
    const told = hearing([0, range(5, 100)]);
    expect(waitAt(told, 10)).toEqual({ low: 0, high: 90 });
  });

  it("is shorter at once", () => {
    expect(waitAt(hearing([0, range(500, 900)], [10, range(100, 200)]), 10)).toEqual({ low: 100, high: 200 });
  });

  it("stays as it was as long as the middle of what is told lies within", () => {
    expect(waitAt(hearing([0, range(500, 900)], [10, range(600, 1000)]), 10)).toEqual({ low: 490, high: 890 });
  });

  it("is longer in steps of a quarter or a minute, until it is what is told", () => {
    const first = hearing([0, range(590, 890)]);
    const longer = takeNews(first, someNews(range(4000, 6000)), T);
    expect(waitAt(longer, 0)).toEqual({ low: 737.5, high: 1112.5 });
    let eased = first;
    for (let answers = 0; answers < 10; answers++) eased = takeNews(eased, someNews(range(4000, 6000)), T);
    expect((waitAt(eased, 0)?.high ?? 0) >= 5000).toBe(true);
    expect(waitAt(takeNews(hearing([0, range(0, 20)]), someNews(range(100, 200)), T), 0)).toEqual({
      low: 60,
      high: 80,
    });
  });

  it("is not known again when the room does not know it", () => {
    expect(waitAt(hearing([0, range(500, 900)], [10, { expectedWaitSeconds: null }]), 10)).toBeNull();
  });
});

describe("what another tab knows", () => {
  it("lets nothing rise that was counted down since the last answer", () => {
    const own = hearing([0, { place: 900 }], [60, { place: 600, expectedWaitSeconds: { low: 100, high: 300 } }]);
    const at = T + 68_000;
    const before = showAt(own, at);
    const other = hearing([68, { place: 599, expectedWaitSeconds: { low: 105, high: 305 } }]);
    const after = showAt(takeOver(own, other, at), at);
    expect(before.place).toBeLessThan(599);
    expect(after.place).toBe(before.place);
    expect(after.wait).toEqual(before.wait);
  });

  it("is taken over where it is newer, but for a place that would rise", () => {
    const own = hearing([0, { place: 50, waiting: 90 }]);
    const other = hearing([5, { place: 60, waiting: 80 }]);
    expect(takeOver(own, other, T + 5000)).toMatchObject({ given: 60, shown: 50, waiting: 80 });
    expect(takeOver(other, own, T + 5000)).toMatchObject({ given: 60, shown: 50, waiting: 80 });
  });
});
