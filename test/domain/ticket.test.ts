import { describe, expect, it } from "vitest";
import { isDrawn, isNumber, type Lot, numberByArrival, ticketOfLot } from "../../src/domain/ticket.ts";
import { aVisitor } from "../support/a-visitor.ts";

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

describe("a lot", () => {
  it("becomes a fresh ticket of its number, with nothing told to its holder yet", () => {
    const lot: Lot = {
      room: "main",
      visitor: aVisitor("anna"),
      number: null,
      issuedAtMs: 1_800_000_000_000,
      expiresAtMs: 1_800_086_400_000,
    };
    expect(ticketOfLot(lot, 42)).toEqual({
      room: "main",
      visitor: "anna------------",
      number: 42,
      issuedAtMs: 1_800_000_000_000,
      expiresAtMs: 1_800_086_400_000,
      stage: { kind: "fresh" },
      firstWait: null,
      firstPlace: null,
    });
    expect(lot.number).toBeNull();
  });
});

describe("a drawn number", () => {
  it.each([0, 1, 2 ** 48 - 1, 999_999_999_999_999])("is one below those by arrival: %s", (number) => {
    expect(isDrawn(number)).toBe(true);
  });

  it.each([1e15, 1_800_000_000_000_123, Number.MAX_SAFE_INTEGER])("is none that is by arrival: %s", (number) => {
    expect(isDrawn(number)).toBe(false);
  });

  it("comes before every number that this century's clocks give", () => {
    expect(isDrawn(numberByArrival(1_000_000_000_000, () => 0))).toBe(false);
  });
});
