import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { moment } from "../../src/config/moment.ts";

const SENTENCE = "must be a date and time with its zone, like 2027-03-21T10:00:00+09:00";

function problemOf(value: unknown): string | undefined {
  return v.safeParse(moment, value).issues?.[0].message;
}

describe("a moment", () => {
  it.each([
    ["2027-03-21T10:00:00+09:00", 1_805_590_800_000],
    ["2027-03-21T01:00:00Z", 1_805_590_800_000],
    ["2027-03-21T10:00+09:00", 1_805_590_800_000],
    ["2027-03-21T01:00Z", 1_805_590_800_000],
    ["2027-03-21T10:00:00Z", 1_805_623_200_000],
    ["2027-03-21T10:00:01Z", 1_805_623_201_000],
    ["2027-03-21T10:00:00-05:30", 1_805_643_000_000],
    ["2027-03-21T10:00:00+23:59", 1_805_536_860_000],
    ["2027-03-21T10:00:00-23:59", 1_805_709_540_000],
    ["2027-03-21T00:00:00+00:00", 1_805_587_200_000],
    ["2027-01-01T00:30:00+14:00", 1_798_713_000_000],
    ["2027-12-31T23:59:59-12:00", 1_830_340_799_000],
    ["2027-06-30T23:59Z", 1_814_399_940_000],
    ["2028-02-29T23:59:59Z", 1_835_481_599_000],
    ["2028-02-29T23:30:00-05:30", 1_835_499_600_000],
    ["2000-02-29T00:00:00Z", 951_782_400_000],
    ["2099-12-31T23:59:59Z", 4_102_444_799_000],
  ])("is read to the millisecond: %s", (text, ms) => {
    expect(v.parse(moment, text)).toBe(ms);
  });

  it("is every second of this century as a clock writes it", () => {
    const anySecond = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
    fc.assert(
      fc.property(anySecond, (second) => {
        const text = new Date(second * 1000).toISOString().replace(".000Z", "Z");
        expect(v.parse(moment, text)).toBe(second * 1000);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["no zone", "2027-03-21T10:00:00"],
    ["no zone and no seconds", "2027-03-21T10:00"],
    ["a day alone", "2027-03-21"],
    ["a day and its zone", "2027-03-21Z"],
    ["an hour alone", "2027-03-21T10Z"],
    ["a time alone", "10:00:00+09:00"],
    ["a space for the T", "2027-03-21 10:00:00+09:00"],
    ["a space before the zone", "2027-03-21T10:00:00 +09:00"],
    ["a lower-case t", "2027-03-21t10:00:00Z"],
    ["a lower-case z", "2027-03-21T10:00:00z"],
    ["no dashes and colons", "20270321T100000Z"],
    ["slashes", "2027/03/21T10:00:00Z"],
    ["points", "21.03.2027T10:00:00Z"],
    ["the 30th of February", "2027-02-30T10:00:00Z"],
    ["a leap day in a common year", "2027-02-29T10:00:00Z"],
    ["a leap day in a century that has none", "2100-02-29T10:00:00Z"],
    ["the 31st of a month of 30 days", "2027-04-31T10:00:00Z"],
    ["day 0", "2027-03-00T10:00:00Z"],
    ["day 32", "2027-03-32T10:00:00Z"],
    ["month 0", "2027-00-21T10:00:00Z"],
    ["the year 27", "0027-03-21T10:00:00Z"],
    ["the year 1999", "1999-12-31T10:00:00Z"],
    ["month 13", "2027-13-21T10:00:00Z"],
    ["a month of one digit", "2027-3-21T10:00:00Z"],
    ["a day of one digit", "2027-03-1T10:00:00Z"],
    ["an hour of one digit", "2027-03-21T9:00:00Z"],
    ["hour 24", "2027-03-21T24:00:00Z"],
    ["hour 24 without seconds", "2027-03-21T24:00Z"],
    ["hour 25", "2027-03-21T25:00:00Z"],
    ["minute 60", "2027-03-21T10:60:00Z"],
    ["second 60", "2027-03-21T10:00:60Z"],
    ["a leap second that there was", "2016-12-31T23:59:60Z"],
    ["a fraction", "2027-03-21T10:00:00.5Z"],
    ["milliseconds", "2027-03-21T10:00:00.000Z"],
    ["a fraction after a comma", "2027-03-21T10:00:00,5Z"],
    ["a year of two digits", "27-03-21T10:00:00Z"],
    ["a year of five digits", "12027-03-21T10:00:00Z"],
    ["a year with a sign", "+002027-03-21T10:00:00Z"],
    ["a zone by its name", "2027-03-21T10:00:00 KST"],
    ["a zone of an hour alone", "2027-03-21T10:00:00+09"],
    ["a zone without its colon", "2027-03-21T10:00:00+0900"],
    ["a zone of one digit", "2027-03-21T10:00:00+9:00"],
    ["zone +24:00", "2027-03-21T10:00:00+24:00"],
    ["zone +25:00", "2027-03-21T10:00:00+25:00"],
    ["zone +09:60", "2027-03-21T10:00:00+09:60"],
    ["a zone without its sign", "2027-03-21T10:00:0009:00"],
    ["two zones", "2027-03-21T10:00:00+09:00Z"],
    ["a minus that is none", "2027-03-21T10:00:00−05:30"],
    ["digits of another script", "２０２７-03-21T10:00:00Z"],
    ["a space before it", " 2027-03-21T10:00:00Z"],
    ["a space after it", "2027-03-21T10:00:00Z "],
    ["a remark after it", "2027-03-21T10:00:00Z (Seoul)"],
    ["a line break after it", "2027-03-21T10:00:00Z\n"],
    ["a line before it", "opens:\n2027-03-21T10:00:00Z"],
    ["quotes around it", '"2027-03-21T10:00:00Z"'],
    ["how mails write it", "Sun, 21 Mar 2027 10:00:00 GMT"],
    ["a number of ms", "1805590800000"],
    ["a number of seconds", "1805590800"],
    ["a word", "tomorrow"],
    ["another word", "now"],
    ["empty text", ""],
  ])("is refused with one sentence: %s", (_, text) => {
    expect(problemOf(text)).toBe(SENTENCE);
  });

  it.each([1_805_590_800_000, true, {}, [], new Date(0)])("is text: not %j", (value) => {
    expect(problemOf(value)).toBe("must be text");
  });
});
