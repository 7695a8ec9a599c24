import { expect, it } from "vitest";
import { LONGEST_ASK_SECONDS } from "../../src/domain/ask-plan.ts";
import { billAskingEachPoll, billEvent, countAsks } from "./bill/event-bill.ts";

const SALE = { people: 15_000, minutes: 30 };

it("bills turns by the second and isolate, and each person once", () => {
  const parts = { perPerson: 5, roomPerSecond: 30, isolatePerSecond: 10 };
  expect(billEvent(SALE, parts, 4)).toEqual({ commands: 201_000, dollars: 0.4 });
});

it("bills four commands for each ask that asks Redis", () => {
  expect(billAskingEachPoll(1_000_000)).toEqual({ commands: 4_000_000, dollars: 8 });
});

it("counts more asks the nearer the front, and no fewer than the longest silence allows", () => {
  const asks = countAsks({ people: 1, minutes: 30 }, () => 0.5);
  expect(asks).toBeGreaterThan(1800 / LONGEST_ASK_SECONDS);
  expect(asks).toBe(90);
});

it("counts nobody's asks for nobody", () => {
  expect(countAsks({ people: 0, minutes: 30 }, Math.random)).toBe(0);
});
