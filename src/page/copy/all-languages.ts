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

/** The sentences of every language that the pages speak. */
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

/** The formatter for a language, made once per isolate. */
export const formatterOf: (language: Language) => Formatter = eachOnce((language) =>
  formatter(language, COPIES[language]),
);

/** Makes a value once per language and keeps it: most of a page is the same for everyone who reads that language. */
export function eachOnce<Made extends object>(make: (language: Language) => Made): (language: Language) => Made {
  const kept = new Map<Language, Made>();
  return function made(language) {
    const one = kept.get(language) ?? make(language);
    kept.set(language, one);
    return one;
  };
}
