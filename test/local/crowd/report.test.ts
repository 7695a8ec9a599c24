import { describe, expect, it } from "vitest";
import { type CrowdFacts, type CrowdReport, listBroken, reportCrowd } from "../../../local/crowd/report.ts";
import type { Journey } from "../../../local/crowd/visitor.ts";

function anAdmitted(number: number, admittedAtMs: number, toldMs = 3000): Journey {
  return { kind: "admitted", number, arrivedAtMs: 0, admittedAtMs, toldMs };
}

function facts(overrides: Partial<CrowdFacts> = {}): CrowdFacts {
  return {
    journeys: [anAdmitted(1, 1000), anAdmitted(2, 2000), { kind: "vanished" }],
    tally: { polls: 7, waiting: 0, admitted: 2, vanished: 1, errors: new Map() },
    samples: { count: 100, peakSeats: 2, seatUse: 0.68249, longestGapMs: 60 },
    capacity: 2,
    billed: 25,
    seconds: 12.3456,
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
    [{ peakSeats: 3 }, "3 seats were taken at once, capacity is 2"],
  ])("fails with %j", (overrides, sentence) => {
    expect(listBroken(aReport(overrides))).toEqual([sentence]);
  });
});
