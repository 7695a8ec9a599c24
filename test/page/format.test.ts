import { describe, expect, it, onTestFinished, vi } from "vitest";
import { COPIES, formatterOf } from "../../src/page/copy/all-languages.ts";
import { formatMoment, formatter } from "../../src/page/format.ts";

const en = formatterOf("en");
const NINE_IN_SEOUL = "2027-03-21T00:04:05.000Z";

/** Engines differ in which space they set before a unit and "AM". */
function spaced(text: string): string {
  return text.replaceAll(/\s/g, " ");
}

describe("a place and a count", () => {
  it.each([
    [1, "1"],
    [999, "999"],
    [1234, "1,234"],
    [15_186, "15,186"],
    [1_000_000, "1,000,000"],
  ])("are said with the language's own separators: %d as %j", (figure, text) => {
    expect(en.place(figure)).toBe(text);
    expect(en.count(figure)).toBe(text);
  });

  it.each([null, 0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "are said in words when they are none: %s",
    (figure) => {
      expect(en.place(figure)).toBe("one moment");
      expect(en.count(figure)).toBe("being measured");
    },
  );

  it.each([
    ["ko", "1,234", "확인 중", "계산 중"],
    ["de", "1.234", "einen Moment", "wird ermittelt"],
    ["fr", "1 234", "un instant", "calcul en cours"],
    ["ar", "1,234", "لحظة واحدة", "قيد الحساب"],
  ] as const)("are said in %s", (language, figure, finding, measuring) => {
    expect(spaced(formatterOf(language).place(1234))).toBe(figure);
    expect(formatterOf(language).place(null)).toBe(finding);
    expect(formatterOf(language).count(null)).toBe(measuring);
  });
});

describe("a wait", () => {
  it.each([
    [null, "being measured"],
    [{ low: 420, high: 300 }, "being measured"],
    [{ low: -1, high: 300 }, "being measured"],
    [{ low: -5, high: -1 }, "being measured"],
    [{ low: Number.NaN, high: 300 }, "being measured"],
    [{ low: 1, high: Number.NaN }, "being measured"],
    [{ low: 1, high: Number.POSITIVE_INFINITY }, "being measured"],
    [{ low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY }, "being measured"],
    [{ low: 0, high: 0 }, "less than a minute"],
    [{ low: 10, high: 59 }, "less than a minute"],
    [{ low: 0, high: 59.9 }, "less than a minute"],
    [{ low: 0, high: 60 }, "1 minute"],
    [{ low: 60, high: 60 }, "1 minute"],
    [{ low: 0, high: 61 }, "1–2 minutes"],
    [{ low: 300, high: 420 }, "5–7 minutes"],
    [{ low: 290, high: 421 }, "4–8 minutes"],
    [{ low: 359.9, high: 360.1 }, "5–7 minutes"],
    [{ low: 300, high: 300 }, "5 minutes"],
    [{ low: 3000, high: 5400 }, "50–90 minutes"],
    [{ low: 3000, high: 5401 }, "1–2 hours"],
    [{ low: 7200, high: 7200 }, "2 hours"],
    [{ low: 7199, high: 7201 }, "1–3 hours"],
    [{ low: 90_000, high: 180_000 }, "25–50 hours"],
  ])("of %j is said as %j", (range, text) => {
    expect(spaced(en.wait(range))).toBe(text);
  });

  it.each([
    ["ko", "계산 중", "1분 미만", "5~7분", "5분", "1~2시간"],
    ["de", "wird ermittelt", "unter einer Minute", "5–7 Minuten", "5 Minuten", "1–2 Stunden"],
    ["ja", "計算中", "1分未満", "5～7 分", "5 分", "1～2 時間"],
    ["ar", "قيد الحساب", "أقل من دقيقة", "5–7 دقائق", "5 دقائق", "1–2 ساعة"],
  ] as const)("is said in %s", (language, unknown, short, range, equal, hours) => {
    const { wait } = formatterOf(language);
    expect(wait(null)).toBe(unknown);
    expect(wait({ low: 0, high: 30 })).toBe(short);
    expect(spaced(wait({ low: 300, high: 420 }))).toBe(range);
    expect(spaced(wait({ low: 300, high: 300 }))).toBe(equal);
    expect(spaced(wait({ low: 3000, high: 5401 }))).toBe(hours);
  });

  it("is said by an engine that knows no ranges, too", () => {
    const own = Intl.NumberFormat.prototype.formatRange;
    Object.defineProperty(Intl.NumberFormat.prototype, "formatRange", { value: undefined, configurable: true });
    onTestFinished(() => {
      Object.defineProperty(Intl.NumberFormat.prototype, "formatRange", {
        value: own,
        configurable: true,
        writable: true,
      });
    });
    expect(spaced(formatterOf("ko").wait({ low: 300, high: 420 }))).toBe("5–7분");
    expect(spaced(formatterOf("ko").wait({ low: 300, high: 300 }))).toBe("5분");
  });
});

describe("seconds", () => {
  it.each([
    ["en", 75, "75 seconds"],
    ["en", 1, "1 second"],
    ["ko", 75, "75초"],
    ["de", 75, "75 Sekunden"],
    ["ar", 75, "75 ثانية"],
  ] as const)("are said in %s: %d", (language, seconds, text) => {
    expect(spaced(formatterOf(language).seconds(seconds))).toBe(text);
  });
});

describe("a time of day", () => {
  it.each([
    ["en", "UTC", "As of 12:04:05 AM UTC"],
    ["en", "Asia/Seoul", "As of 9:04:05 AM"],
    ["en", "America/New_York", "As of 8:04:05 PM"],
    ["ko", "UTC", "오전 12시 4분 5초 UTC 기준"],
    ["ko", "Asia/Seoul", "오전 9:04:05 기준"],
    ["de", "UTC", "Stand: 00:04:05 UTC"],
    ["de", "Asia/Seoul", "Stand: 09:04:05"],
    ["ar", "Asia/Seoul", "آخر تحديث: 9:04:05 ص"],
  ] as const)("is said in %s, in the zone %s", (language, zone, text) => {
    expect(spaced(formatterOf(language).asOf(NINE_IN_SEOUL, zone))).toBe(text);
  });

  it.each([
    ["Asia/Seoul", "As of 9:04:05 AM"],
    ["Europe/Berlin", "As of 1:04:05 AM"],
    ["UTC", "As of 12:04:05 AM"],
  ])("is the machine's own where no zone is given: %s", (zone, text) => {
    vi.stubEnv("TZ", zone);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(spaced(formatter("en", COPIES.en).asOf(NINE_IN_SEOUL, null))).toBe(text);
  });
});

describe("a moment", () => {
  it.each([
    ["en", "UTC", "Sunday, March 21 at 12:04 AM UTC"],
    ["en", "Asia/Seoul", "Sunday, March 21 at 9:04 AM GMT+9"],
    ["en", "America/New_York", "Saturday, March 20 at 8:04 PM EDT"],
    ["ko", "Asia/Seoul", "3월 21일 일요일 오전 9:04 GMT+9"],
    ["de", "Europe/Berlin", "Sonntag, 21. März um 01:04 MEZ"],
    ["ja", "Asia/Tokyo", "3月21日日曜日 9:04 JST"],
    ["ar", "Asia/Seoul", "الأحد، 21 مارس في 9:04 ص غرينتش+9"],
    ["th", "Asia/Bangkok", "วันอาทิตย์ที่ 21 มีนาคม เวลา 7:04 GMT+7"],
  ])("is said in %s with its day, in the zone %s, which is named", (language, zone, text) => {
    expect(spaced(formatMoment(language, "2027-03-21T00:04:00.000Z", zone))).toBe(text);
  });

  it("is said to the second where it is not on the minute", () => {
    expect(spaced(formatMoment("en", NINE_IN_SEOUL, "Asia/Seoul"))).toBe("Sunday, March 21 at 9:04:05 AM GMT+9");
  });

  it("is said by the zone's clock of that day, not of another season", () => {
    expect(spaced(formatMoment("en", "2027-01-21T00:04:00.000Z", "Europe/Berlin"))).toBe(
      "Thursday, January 21 at 1:04 AM GMT+1",
    );
    expect(spaced(formatMoment("en", "2027-07-21T00:04:00.000Z", "Europe/Berlin"))).toBe(
      "Wednesday, July 21 at 2:04 AM GMT+2",
    );
  });
});

describe("speaker", () => {
  it("says what is unknown in the words it is given", () => {
    const say = formatter("en", { finding: "F", measuring: "M", underAMinute: "U", asOf: "[#]" });
    expect([say.place(null), say.count(null), say.wait(null), say.wait({ low: 0, high: 1 })]).toEqual([
      "F",
      "M",
      "M",
      "U",
    ]);
    expect(spaced(say.asOf(NINE_IN_SEOUL, "Asia/Seoul"))).toBe("[9:04:05 AM]");
  });

  it("is made once for a language", () => {
    expect(formatterOf("ko")).toBe(formatterOf("ko"));
    expect(formatterOf("ko")).not.toBe(formatterOf("ja"));
  });
});
