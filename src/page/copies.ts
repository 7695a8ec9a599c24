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

const speakers = new Map<Language, Speaker>();

/** Kept by language: making one costs more than the rest of the page. */
export function speakerOf(language: Language): Speaker {
  const known = speakers.get(language);
  if (known !== undefined) return known;
  const made = speaker(language, COPIES[language]);
  speakers.set(language, made);
  return made;
}
