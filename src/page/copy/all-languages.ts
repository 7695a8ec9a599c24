import type { Language } from "../../domain/language.ts";
import { type Formatter, formatter } from "../format.ts";
import { ar } from "./ar.ts";
import type { Copy } from "./copy.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { pt } from "./pt.ts";
import { th } from "./th.ts";
import { vi } from "./vi.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

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
export const formatterOf: (language: Language) => Formatter = eachOnce((language) =>
  formatter(language, COPIES[language]),
);

/** What is the same on every page in a language is made once: most of a page is. */
export function eachOnce<Made extends object>(make: (language: Language) => Made): (language: Language) => Made {
  const kept = new Map<Language, Made>();
  return function made(language) {
    const one = kept.get(language) ?? make(language);
    kept.set(language, one);
    return one;
  };
}
