import type { Language } from "../domain/language.ts";
import { ar } from "./copy/ar.ts";
import type { Copy } from "./copy/copy.ts";
import { de } from "./copy/de.ts";
import { en } from "./copy/en.ts";
import { es } from "./copy/es.ts";
import { fr } from "./copy/fr.ts";
import { ja } from "./copy/ja.ts";
import { ko } from "./copy/ko.ts";
import { pt } from "./copy/pt.ts";
import { th } from "./copy/th.ts";
import { vi } from "./copy/vi.ts";
import { zhHans } from "./copy/zh-hans.ts";
import { zhHant } from "./copy/zh-hant.ts";
import { type Speaker, speaker } from "./say.ts";

export const COPIES: Readonly<Record<Language, Copy>> = {
  ko,
  en,
  ja,
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  es,
  fr,
  de,
  pt,
  vi,
  th,
  ar,
};

/** Says figures in a language. */
export const speakerOf: (language: Language) => Speaker = eachOnce((language) => speaker(language, COPIES[language]));

/** What is the same on every page in a language is made once: most of a page is. */
export function eachOnce<Made extends object>(make: (language: Language) => Made): (language: Language) => Made {
  const kept = new Map<Language, Made>();
  return function made(language) {
    const one = kept.get(language) ?? make(language);
    kept.set(language, one);
    return one;
  };
}
