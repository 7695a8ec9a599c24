import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_ASK_SECONDS, planAsk, planAskAfter, planFirstAsk } from "../../src/domain/ask-plan.ts";

const soonest = () => 0;
const middle = () => 0.5;
const latest = () => 1;
const exactly = (seconds: number) => ({ low: seconds, high: seconds });

describe("when somebody asks again", () => {
  it("is after 2 to 4 s for a newcomer", () => {
    expect([soonest, latest].map(planFirstAsk)).toEqual([2, 4]);
  });

  it("is after 5 to 10 s while the wait is unknown, after 3 to 5 for those who may be called any moment", () => {
    expect([soonest, latest].map((random) => planAsk(null, "far", random))).toEqual([5, 10]);
    expect([soonest, latest].map((random) => planAsk(null, "near", random))).toEqual([3, 5]);
  });

  it("is after about a tenth of the wait expected, no sooner than 3 s and no later than 30", () => {
    expect(planAsk({ low: 80, high: 120 }, "far", middle)).toBe(10);
    expect(planAsk(exactly(100), "far", latest)).toBeCloseTo(11.5);
    expect(planAsk(exactly(0), "near", soonest)).toBe(3);
    expect(planAsk(exactly(86_400), "far", latest)).toBeCloseTo(LONGEST_ASK_SECONDS);
  });
});

const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const anySpread = fc.integer({ min: 0, max: 10 });

describe("when somebody asks again who waits for a moment", () => {
  it.each([
    [55, [55, 57.5, 60]],
    [20.25, [20.25, 22.75, 25.25]],
    [1, [1, 3.5, 6]],
    [0.1, [0.1, 2.6, 5.1]],
    [0, [0.1, 2.6, 5.1]],
    [-7, [0.1, 2.6, 5.1]],
  ])("is within 5 s after it, or after now, when it is %d s away", (inSeconds, asks) => {
    expect([soonest, middle, latest].map((random) => planAskAfter(inSeconds, 5, random))).toEqual(asks);
  });

  it.each([55.001, 60, 86_400, Number.POSITIVE_INFINITY])(
    "is after 30 to 55 s while it is further away: %d s",
    (inSeconds) => {
      expect([soonest, middle, latest].map((random) => planAskAfter(inSeconds, 5, random))).toEqual([30, 42.5, 55]);
    },
  );

  it("is at the moment or soon after it, once that is no further than 55 s", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 55, noNaN: true }), anySpread, anyRandom, (inSeconds, spread, random) => {
        const ask = planAskAfter(inSeconds, spread, () => random);
        expect(ask).toBeGreaterThanOrEqual(inSeconds);
        expect(ask).toBeLessThanOrEqual(inSeconds + spread);
      }),
    );
  });

  it("is never at once, even at the moment and without a spread", () => {
    fc.assert(
      fc.property(fc.double({ max: 1, noNaN: true }), anyRandom, (inSeconds, random) => {
        expect(planAskAfter(inSeconds, 0, () => random)).toBeGreaterThanOrEqual(0.1);
      }),
    );
  });

  it("is never after a moment further away, and never sooner than in 30 s", () => {
    const farOff = fc.double({ min: 55, minExcluded: true, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(farOff, anySpread, anyRandom, (inSeconds, spread, random) => {
        const ask = planAskAfter(inSeconds, spread, () => random);
        expect(ask).toBeGreaterThanOrEqual(30);
        expect(ask).toBeLessThanOrEqual(55);
        expect(ask).toBeLessThan(inSeconds);
      }),
    );
  });
});
