import type { Brand } from "../domain/room.ts";
import { accentCss } from "./brand.ts";
import frame from "./page.css";
import waiting from "./waiting.css";

const styles = new WeakMap<Brand, string>();

/** The complete style sheet in an organiser's colours, as inlined in every page; made once per brand and isolate. */
export function styleOf(brand: Brand): string {
  const known = styles.get(brand);
  if (known !== undefined) return known;
  const style = accentCss(brand.color) + frame + waiting;
  styles.set(brand, style);
  return style;
}
