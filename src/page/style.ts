import type { Brand } from "../domain/room.ts";
import { accentCss } from "./brand.ts";
import frame from "./page.css";
import waiting from "./waiting.css";

const styles = new WeakMap<Brand, string>();

/** The whole style of the pages in an organiser's colours, as it stands in each of them. */
export function styleOf(brand: Brand): string {
  const known = styles.get(brand);
  if (known !== undefined) return known;
  const style = accentCss(brand.color) + frame + waiting;
  styles.set(brand, style);
  return style;
}
