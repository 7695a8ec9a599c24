import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AdmittedInOrder, countInversions, slackOf } from "../../../local/crowd/inversions.ts";

function countPairByPair(admitted: readonly AdmittedInOrder[]): number {
  let pairs = 0;
  for (const a of admitted) {
    for (const b of admitted) {
      if (a.number < b.number && a.admittedAtMs - b.admittedAtMs > a.slackMs) pairs += 1;
    }
  }
  return pairs;
}

describe("inversions", () => {
  it("count what comparing every pair counts", () => {
    const one = fc.record({
      number: fc.integer({ min: 0, max: 30 }),
      admittedAtMs: fc.integer({ min: 0, max: 50 }),
      slackMs: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (admitted) => {
        expect(countInversions(admitted)).toBe(countPairByPair(admitted));
      }),
      { numRuns: 500 },
    );
  });

  it("leave out a lower number that is late by no more than its slack", () => {
    const higher = { number: 2, admittedAtMs: 1000, slackMs: 0 };
    expect(countInversions([{ number: 1, admittedAtMs: 6000, slackMs: 5000 }, higher])).toBe(0);
    expect(countInversions([{ number: 1, admittedAtMs: 6001, slackMs: 5000 }, higher])).toBe(1);
  });

  it("count nothing in an empty room", () => {
    expect(countInversions([])).toBe(0);
  });

  it("count fifteen thousand upside down in less than a second", () => {
    const upsideDown = Array.from({ length: 15_000 }, (_, index) => {
      return { number: index, admittedAtMs: 15_000 - index, slackMs: 0 };
    });
    const beganAtMs = performance.now();
    expect(countInversions(upsideDown)).toBe((15_000 * 14_999) / 2);
    expect(performance.now() - beganAtMs).toBeLessThan(1000);
  });
});

describe("slack", () => {
  it("is the interval last told and two turns, and ten seconds more in the first minute", () => {
    expect(slackOf(59_999, 3000)).toBe(15_000);
    expect(slackOf(60_000, 3000)).toBe(5000);
  });
});
