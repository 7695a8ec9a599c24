import { describe, expect, it } from "vitest";
import { LONGEST_ASK_SECONDS, planAsk, planFirstAsk } from "../../src/domain/ask-plan.ts";

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
