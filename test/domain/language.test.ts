import { describe, expect, it } from "vitest";
import { chooseLanguage, directionOf, isLanguage, LANGUAGES, type Language } from "../../src/domain/language.ts";

const EVERY_LANGUAGE = Object.keys(LANGUAGES) as Language[];

describe("chooseLanguage", () => {
  it.each(EVERY_LANGUAGE)("finds each language by its own tag: %s", (language) => {
    expect(chooseLanguage(language)).toBe(language);
    expect(chooseLanguage(language.toUpperCase())).toBe(language);
  });

  it.each<[string, Language]>([
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
    ["en-GB,en;q=0.9", "en"],
    ["en-GB", "en"],
    ["pt-BR", "pt"],
    ["pt-PT,pt;q=0.9", "pt"],
    ["es-419", "es"],
    ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"],
    ["ar-EG", "ar"],
    ["de-Latn-DE-1996", "de"],
    ["ko;q=0.8,ja;q=0.9", "ja"],
    ["ko;q=0.8,ja;q=0.8", "ko"],
    ["ja;q=0.8,ko;q=0.8", "ja"],
    ["ko;q=0.1,ja", "ja"],
    [" ko ; q=0.5 ,\tja;q=0.4", "ko"],
    ["nb-NO,nb;q=0.9,de;q=0.5", "de"],
    ["nl,*;q=0.9,vi;q=0.1", "vi"],
    ["th;Q=0.5,vi;Q=0.6", "vi"],
  ])("takes the best liked that is spoken: of %j %s", (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it.each<[string, Language]>([
    ["zh", "zh-Hans"],
    ["zh-CN", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh-Hans", "zh-Hans"],
    ["zh-Hans-CN", "zh-Hans"],
    ["zh-Hans-TW", "zh-Hans"],
    ["zh-Hans-HK", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-tw", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["zh-MO", "zh-Hant"],
    ["zh-Hant", "zh-Hant"],
    ["zh-Hant-HK", "zh-Hant"],
    ["zh-Hant-CN", "zh-Hant"],
    ["zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"],
    ["zh-CN,zh-TW;q=0.9", "zh-Hans"],
    ["zh-x-twang", "zh-Hans"],
  ])("reads Chinese by its script, or where it is written: %s as %s", (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it.each([
    ["ko;q=0", "en"],
    ["ko;q=0,ja;q=0.1", "ja"],
    ["ko;q=0.000", "en"],
    ["ko;q=1.5,ja;q=0.1", "ja"],
    ["ko;q=-1,ja;q=0.1", "ja"],
    ["ko;q=abc,ja;q=0.1", "ja"],
  ])("leaves out what is refused, and what has no quality: of %j %s", (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it.each([
    null,
    "",
    " ",
    "*",
    "*;q=0.5",
    "nl",
    "nl-NL,nl;q=0.9",
    "kok",
    "english",
    "k",
    "-",
    "-ko",
    ",,,;;;",
    ";q=1",
    "q=1",
    "constructor",
    "__proto__",
    "toString,hasOwnProperty",
    "ko_KR",
    "<script>",
    "\u0000",
    "a".repeat(100_000),
    ",".repeat(100_000),
  ])("is English where nothing named is spoken: %.20j", (header) => {
    expect(chooseLanguage(header)).toBe("en");
  });

  it("reads a hundred entries, of which the first thirty-two count", () => {
    const others = (count: number) => Array.from({ length: count }, (_, at) => `x${at}`).join(",");
    expect(chooseLanguage(`${others(31)},ko,${others(68)}`)).toBe("ko");
    expect(chooseLanguage(`${others(32)},ko,${others(67)}`)).toBe("en");
  });
});

describe("isLanguage", () => {
  it.each(EVERY_LANGUAGE)("knows %s", (language) => {
    expect(isLanguage(language)).toBe(true);
  });

  it.each([
    null,
    "",
    "xx",
    "KO",
    "zh",
    "zh-hans",
    "ko-KR",
    " ko",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
  ])("does not know %j", (text) => {
    expect(isLanguage(text)).toBe(false);
  });
});

describe("directionOf", () => {
  it("is from right to left for Arabic alone", () => {
    expect(EVERY_LANGUAGE.filter((language) => directionOf(language) === "rtl")).toEqual(["ar"]);
    expect(directionOf("en")).toBe("ltr");
  });
});
