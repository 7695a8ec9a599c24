import { expect, it } from "vitest";
import type { ToldFigures } from "../../../local/crowd/judge-answer.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";
import { waitWatch } from "./score.ts";

const figures = (expected: ToldFigures["expected"]): ToldFigures => ({ place: 1, expected });
const admittedAt = (admittedAtMs: number): Journey => {
  return { kind: "admitted", number: 1, code: null, arrivedAtMs: 0, admittedAtMs, toldMs: 3000 };
};

it("holds each visitor's first range, and the one at half-way, against the wait that followed", () => {
  const watch = waitWatch(0);
  watch.told(0, figures({ low: 30, high: 50 }), 0); // 40 s followed
  watch.told(0, figures({ low: 5, high: 15 }), 20_000); // 20 s followed
  watch.told(1, figures({ low: 10, high: 30 }), 10_000); // nobody was let in
  watch.told(2, figures(null), 0);
  const journeys: Journey[] = [admittedAt(40_000), { kind: "lost" }, admittedAt(9000)];
  expect(watch.score("a case", journeys, 0.87654)).toEqual({
    case: "a case",
    visitors: 3,
    scored: 1,
    firstHeld: 1,
    halfWayHeld: 0,
    medianError: 0.5,
    rises: 0,
    ownScore: 0.877,
    widest: "as narrow as promised",
  });
});

it("sees waits that rise, and ranges that say too little", () => {
  const watch = waitWatch(0);
  watch.told(0, figures({ low: 10, high: 30 }), 0);
  watch.told(0, figures({ low: 20, high: 60 }), 5000);
  expect(watch.score("a case", [admittedAt(40_000)], null)).toMatchObject({ rises: 1, widest: "too wide" });
});

it("leaves out what was told before it counts", () => {
  const watch = waitWatch(10_000);
  watch.told(0, figures({ low: 10, high: 30 }), 9999);
  expect(watch.score("a case", [admittedAt(20_000)], null)).toMatchObject({ visitors: 1, scored: 0 });
});
