// The organiser's colour, made readable on light and on dark pages.

/** A calm teal, where the organiser names no colour. */
const DEFAULT_COLOR = "#0b6b72";

/** The backgrounds on which the style sheet puts the accent. */
const GROUNDS = { light: "#f4f6f8", dark: "#1a1f25" };

/** WCAG 2.2, 1.4.3, for text of normal size. It suffices for all else too (1.4.11 asks for 3). */
const LEAST_CONTRAST = 4.5;
const STEP = 0.04;

/** The CSS custom properties of a brand's accent, for both colour schemes. `color` is `#rrggbb`. */
export function accentCss(color: string | null): string {
  const [light, dark] = [readable(color, "light"), readable(color, "dark")];
  return `:root{--accent:${light};--on-accent:${onTop(light)}}@media (prefers-color-scheme:dark){:root{--accent:${dark};--on-accent:${onTop(dark)}}}`;
}

/** The colour itself if its contrast is enough, else the nearest towards black or white that has enough. */
export function readable(color: string | null, scheme: keyof typeof GROUNDS): string {
  const from = channels(color ?? DEFAULT_COLOR);
  const end = scheme === "light" ? 0 : 255;
  for (let share = 0; ; share += STEP) {
    const mixed = hex(from.map((channel) => channel + (end - channel) * Math.min(1, share)));
    if (share >= 1 || contrast(mixed, GROUNDS[scheme]) >= LEAST_CONTRAST) return mixed;
  }
}

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function onTop(color: string): string {
  return contrast(color, "#ffffff") >= contrast(color, "#000000") ? "#fff" : "#000";
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function hex(rgb: readonly number[]): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
