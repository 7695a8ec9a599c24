import { expect, it } from "vitest";
import { recentVisitors } from "../../src/desk/recent-visitors.ts";
import { aVisitor } from "../support/a-visitor.ts";

const [anna, ben] = [aVisitor("anna"), aVisitor("ben")];

it("believes what it heard for a while, counted from the last time", () => {
  const heard = recentVisitors(1000);
  heard.add(anna, 0);
  heard.add(ben, 100);
  heard.add(anna, 600);
  expect([heard.has(anna, 1500), heard.has(ben, 1100), heard.has(ben, 1099)]).toEqual([true, false, true]);
  heard.forget(anna);
  expect(heard.has(anna, 700)).toBe(false);
});

it("keeps nothing that it no longer believes, and never more than twenty thousand", () => {
  const heard = recentVisitors(1000);
  heard.add(anna, 0);
  heard.add(ben, 1000);
  // Asked about a time when it was still believed, it would know her if it had kept her.
  expect([heard.has(anna, 10), heard.has(ben, 1010)]).toEqual([false, true]);
  for (let i = 0; i < 20_000; i++) heard.add(aVisitor(`runner${i}`), 1001);
  expect([heard.has(ben, 1010), heard.has(aVisitor("runner0"), 1010)]).toEqual([false, true]);
});
