// The languages the pages speak, and which of them a visitor reads.

import { findBest, readPreferences } from "./accept.ts";

/** By BCP 47 tag, each under its own name for itself, in the order of the language switch. */
export const LANGUAGES = {
  ko: "한국어",
  en: "English",
  ja: "日本語",
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  es: "Español",
  fr: "Français",
  de: "Deutsch",
  pt: "Português",
  vi: "Tiếng Việt",
  th: "ไทย",
  ar: "العربية",
} as const;

/** A BCP 47 tag of that list. */
export type Language = keyof typeof LANGUAGES;

/** For visitors who ask for none of them. */
const DEFAULT_LANGUAGE: Language = "en";

/** Tags of Chinese in the traditional script, named or implied by the region. */
const TRADITIONAL = /^zh-(?:.*-)?(?:hant|tw|hk|mo)(?:-|$)/;

/** Whether text is a tag of the list, spelled as there. */
export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

/** The writing direction, as the `dir` attribute takes it. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** The language of the pages that an `Accept-Language` prefers; English where it names none of them. */
export function chooseLanguage(acceptLanguage: string | null): Language {
  const best = findBest(readPreferences(acceptLanguage), (tag) => languageOfTag(tag) !== null);
  return (best && languageOfTag(best.name)) ?? DEFAULT_LANGUAGE;
}

/** Matched by the primary language alone, which people of any region read (RFC 4647 §3.4); Chinese by its script. */
function languageOfTag(tag: string): Language | null {
  const [primary = ""] = tag.split("-");
  if (primary === "zh") return TRADITIONAL.test(tag) && !tag.startsWith("zh-hans") ? "zh-Hant" : "zh-Hans";
  return isLanguage(primary) ? primary : null;
}
