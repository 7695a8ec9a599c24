import { describe, expect, it } from "vitest";
import { isNumber, numberByArrival } from "../../src/domain/ticket.ts";

describe("a number by arrival", () => {
  it("orders by the millisecond first and by lot within it", () => {
    expect(numberByArrival(1_800_000_000_000, () => 0)).toBe(1_800_000_000_000_000);
    expect(numberByArrival(1_800_000_000_000, () => 0.999_999)).toBe(1_800_000_000_000_999);
    expect(numberByArrival(1_800_000_000_001, () => 0)).toBe(1_800_000_000_001_000);
  });

  it("is a number even from a clock that tells fractions", () => {
    expect(isNumber(numberByArrival(1_800_000_000_000.75, () => 0.5))).toBe(true);
  });
});

describe("what orders the line", () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])("may be %s", (value) => expect(isNumber(value)).toBe(true));

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, "1", null, undefined, [1], 1n])(
    "is never %s",
    (value) => expect(isNumber(value)).toBe(false),
  );
});
