import { describe, expect, it } from "vitest";
import { readEntry, writeEntry } from "../../src/domain/change-log.ts";

const ENTRY = { at: "2027-03-21T01:00:00.000Z", by: "operator", what: { state: "paused" }, why: "Fog" } as const;

describe("an entry of the log", () => {
  it("is read as it was written", () => {
    expect(readEntry(writeEntry(ENTRY))).toEqual(ENTRY);
  });

  it("is the same text for the same change at the same moment, in whatever order it is given", () => {
    const { why, what, by, at } = ENTRY;
    expect(writeEntry({ why, what, by, at })).toBe(writeEntry(ENTRY));
  });

  it("is none where the text is not one", () => {
    expect(readEntry("change 1")).toBeNull();
  });
});
