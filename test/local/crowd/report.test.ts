import { describe, expect, it } from "vitest";
import { type CrowdFacts, type CrowdReport, listBroken, reportCrowd } from "../../../local/crowd/report.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";

function anAdmitted(number: number, admittedAtMs: number, toldMs = 3000): Journey {
  return { kind: "admitted", number, code: null, arrivedAtMs: 0, admittedAtMs, toldMs };
}

function facts(overrides: Partial<CrowdFacts> = {}): CrowdFacts {
  return {
    journeys: [anAdmitted(1, 1000), anAdmitted(2, 2000), { kind: "vanished" }],
    tally: { polls: 7, waiting: 0, admitted: 2, vanished: 1, errors: new Map() },
    samples: { count: 100, peakSeats: 2, seatUse: 0.68249, longestGapMs: 60 },
    capacity: 2,
    billed: 25,
    seconds: 12.3456,
    opensMs: 0,
    day: {},
    ...overrides,
  };
}

function aReport(overrides: Partial<CrowdReport> = {}): CrowdReport {
  return { ...reportCrowd(facts()), ...overrides };
}

describe("the report", () => {
  it("says everything there is to say, in this order, on one line", () => {
    expect(JSON.stringify(reportCrowd(facts()))).toBe(
      '{"visitors":3,"admitted":2,"vanished":1,"lost":0,"inversions":0,"peakSeats":2,"capacity":2,"errors":0,' +
        '"seatUse":0.682,"polls":7,"billed":25,"billedPerVisitor":8.33,"seconds":12.3}',
    );
  });

  it("adds after a lobby how soon places were known, and which calls the draw does not explain", () => {
    const day = { placesKnownSeconds: 12.345, callsOutOfDraw: 0 };
    expect(JSON.stringify(reportCrowd(facts({ day })))).toMatch(
      /"seconds":12.3,"placesKnownSeconds":12.3,"callsOutOfDraw":0}$/,
    );
    expect(JSON.stringify(reportCrowd(facts({ day: { placesKnownSeconds: 3 } })))).toMatch(/"placesKnownSeconds":3}$/);
  });

  it("gives the first minute after the opening what it gives the first of a burst", () => {
    const journeys = [anAdmitted(1, 85_000), anAdmitted(2, 75_000)];
    expect(reportCrowd(facts({ journeys, opensMs: 30_000 })).inversions).toBe(0);
    expect(reportCrowd(facts({ journeys, opensMs: 20_000 })).inversions).toBe(1);
  });

  it("counts the lost, the errors of every kind and the inversions", () => {
    const errors = new Map([
      ["poll 500", 2],
      ["connection closed", 1],
    ]);
    const report = reportCrowd(
      facts({
        journeys: [{ kind: "lost" }, anAdmitted(1, 70_001), anAdmitted(2, 65_000)],
        tally: { polls: 0, waiting: 0, admitted: 2, vanished: 0, errors },
      }),
    );
    expect(report).toMatchObject({ admitted: 2, lost: 1, errors: 3, inversions: 1 });
  });
});

describe("a run", () => {
  it("passes when it broke nothing, a full room included", () => {
    expect(listBroken(aReport())).toEqual([]);
  });

  it.each([
    [{ lost: 1 }, "1 kept asking and never got in"],
    [{ inversions: 2 }, "2 pairs were let in against the order of the line"],
    [{ errors: 3 }, "3 requests met an error"],
    [{ placesKnownSeconds: 15.1 }, "it took 15.1 seconds until everyone knew the place, 15 are meant"],
    [{ callsOutOfDraw: 1 }, "1 calls did not follow the draw"],
    [{ peakSeats: 3 }, "3 seats were taken at once, capacity is 2"],
  ])("fails with %j", (overrides, sentence) => {
    expect(listBroken(aReport(overrides))).toEqual([sentence]);
  });
});
