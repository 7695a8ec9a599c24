import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { COPIES } from "../../src/page/copy/all-languages.ts";

type Sentence = { readonly language: Language; readonly key: string; readonly text: string };

/** Each sentence by its path in the copy: `notes.near`, `how.steps.2`. */
function sentencesIn(part: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (typeof part !== "object" || part === null) return [[path.join("."), part]];
  return Object.entries(part).flatMap(([name, inner]) => sentencesIn(inner, [...path, name]));
}

const ALL: readonly Sentence[] = Object.entries(COPIES).flatMap(([language, copy]) =>
  sentencesIn(copy).map(([key, text]) => ({ language: language as Language, key, text: String(text) })),
);

/** The sentences of whom something is so, as `ko.notes.near`. */
function namesOf(isSo: (sentence: Sentence) => boolean): readonly string[] {
  return ALL.filter(isSo).map(({ language, key }) => `${language}.${key}`);
}

function textOf(language: Language, key: string): string | undefined {
  return ALL.find((sentence) => sentence.language === language && sentence.key === key)?.text;
}

const ENGLISH_KEYS = sentencesIn(COPIES.en).map(([key]) => key);
const LATIN_IS_FOREIGN: ReadonlySet<Language> = new Set(["ko", "ja", "zh-Hans", "zh-Hant", "th", "ar"]);

describe("the copies", () => {
  it("are one for each language offered", () => {
    expect(Object.keys(COPIES)).toEqual(Object.keys(LANGUAGES));
    expect(Object.keys(COPIES)).toHaveLength(12);
  });

  it("have every key of the English one and no other", () => {
    const wanted = Object.keys(LANGUAGES).flatMap((language) => ENGLISH_KEYS.map((key) => `${language}.${key}`));
    expect([...namesOf(() => true)].sort()).toEqual(wanted.sort());
    expect(ENGLISH_KEYS).toEqual(
      expect.arrayContaining(["notes.near", "how.steps.2", "bell.taken", "calendar.left", "draw.steps.4"]),
    );
  });

  it("hold nothing but text, none of it empty or with spaces around it", () => {
    const wrong = Object.entries(COPIES).flatMap(([language, copy]) =>
      sentencesIn(copy)
        .filter(([, text]) => typeof text !== "string" || text === "" || text !== text.trim())
        .map(([key]) => `${language}.${key}`),
    );
    expect(wrong).toEqual([]);
  });

  it("leave nothing in English", () => {
    const isEnglish = ({ language, key, text }: Sentence) =>
      language !== "en" && text.toLowerCase() === textOf("en", key)?.toLowerCase();
    expect(namesOf(isEnglish)).toEqual([]);
  });

  it("hold no Latin word in another script but the cookie", () => {
    const holdsLatin = ({ language, text }: Sentence) =>
      LATIN_IS_FOREIGN.has(language) && /[a-z]/i.test(text.replaceAll("Cookie", ""));
    expect(namesOf(holdsLatin)).toEqual([]);
  });

  it("leave room for a time of day and for how long a call is kept, once each, and for nothing else", () => {
    const places = ALL.flatMap(({ language, key, text }) =>
      text
        .split("#")
        .slice(1)
        .map(() => `${language}.${key}`),
    );
    expect(places.sort()).toEqual(
      Object.keys(LANGUAGES)
        .flatMap((language) => [`${language}.asOf`, `${language}.how.steps.2`])
        .sort(),
    );
  });

  it("end what is a sentence with a stop, but in Thai, which has none, and nothing else", () => {
    const endsWithStop = [
      ...["notes.waiting", "notes.near", "notes.left", "notes.unavailable", "notes.cookies", "notes.outage"],
      ...["notes.reconnecting", "notes.renewed", "notes.paused", "notes.soldout", "notes.notyet", "notes.lobby"],
      ...["notes.opening", "notes.closed"],
      ...["safe", "withoutScript", "how.steps.0", "how.steps.1", "how.steps.2", "leave.warning"],
      ...["calendar.arrival", "calendar.draw", "calendar.drawn"],
      ...["draw.steps.0", "draw.steps.1", "draw.steps.2", "draw.steps.3", "draw.steps.4"],
      ...["draw.noTicket", "draw.right", "draw.wrong", "draw.unable"],
    ];
    const wanted = Object.keys(LANGUAGES)
      .filter((language) => language !== "th")
      .flatMap((language) => endsWithStop.map((key) => `${language}.${key}`));
    expect([...namesOf(({ text }) => /[.。]$/.test(text))].sort()).toEqual(wanted.sort());
  });

  it("hold no character of HTML's and no straight double quote", () => {
    expect(namesOf(({ text }) => /[<>&"]/.test(text))).toEqual([]);
  });

  it("hold no line break and no other control character", () => {
    expect(namesOf(({ text }) => /[\p{Cc}\u2028\u2029]/u.test(text))).toEqual([]);
  });

  it("are the same in two languages only where these say the same", () => {
    const shared = ALL.flatMap(({ language, key, text }) =>
      ALL.filter((other) => other.key === key && other.text === text && other.language > language).map(
        (other) => `${language} = ${other.language}: ${key}`,
      ),
    );
    expect(shared.sort()).toEqual([
      "es = pt: language",
      "es = pt: measuring",
      "es = pt: notes.turn",
      "es = pt: wait",
      "zh-Hans = zh-Hant: measuring",
    ]);
  });
});
