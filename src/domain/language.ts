// The languages the pages speak, and which of them a visitor reads.

import { findBest, readWishes } from "./accept.ts";

/** Each by its BCP 47 tag, with the name it has for itself, in the order the switch offers them. */
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

export type Language = keyof typeof LANGUAGES;

/** For whoever names none of them. */
const DEFAULT_LANGUAGE: Language = "en";

/** Where Chinese is written in the traditional script, when a tag does not name the script itself. */
const TRADITIONAL = /^zh-(?:.*-)?(?:hant|tw|hk|mo)(?:-|$)/;

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** The best liked of an `Accept-Language` that the pages speak. */
export function chooseLanguage(acceptLanguage: string | null): Language {
  const best = findBest(readWishes(acceptLanguage), (tag) => languageOfTag(tag) !== null);
  return (best && languageOfTag(best.name)) ?? DEFAULT_LANGUAGE;
}

/** By the primary language alone, as people of any region read it (RFC 4647, lookup); Chinese by its script. */
function languageOfTag(tag: string): Language | null {
  const [primary = ""] = tag.split("-");
  if (primary === "zh") return TRADITIONAL.test(tag) && !tag.startsWith("zh-hans") ? "zh-Hant" : "zh-Hans";
  return isLanguage(primary) ? primary : null;
}
