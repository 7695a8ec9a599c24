import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accentCss, contrast, readable } from "../../src/page/brand.ts";

const COLORS = [
  "#000000",
  "#ffffff",
  "#808080",
  "#767676",
  "#0b6b72",
  "#ff0000",
  "#00ff00",
  "#0000ff",
  "#ffff00",
  "#00ffff",
  "#ff00ff",
  "#f4f6f8",
  "#1a1f25",
  "#101418",
  "#ff6600",
];

/** The grounds that the style sheet sets accents on: the ground of the page and the card, in each scheme. */
const LIGHT = ["#f4f6f8", "#ffffff"];
const DARK = ["#1a1f25", "#101418"];

const anyColor = fc.nat({ max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

function leastContrast(color: string, grounds: readonly string[]): number {
  return Math.min(...grounds.map((ground) => contrast(color, ground)));
}

/** The two accents and what stands on them: light first. */
function accentsIn(css: string): readonly { readonly accent: string; readonly onAccent: string }[] {
  return [...css.matchAll(/--accent:(#[0-9a-f]{6});--on-accent:(#fff|#000)\}/g)].map(
    ([, accent = "", onAccent = ""]) => ({ accent, onAccent: onAccent === "#fff" ? "#ffffff" : "#000000" }),
  );
}

describe("contrast", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#000000", 21],
    ["#0b6b72", "#0b6b72", 1],
    ["#767676", "#ffffff", 4.54],
    ["#777777", "#ffffff", 4.48],
    ["#ff0000", "#ffffff", 4],
    ["#0000ff", "#ffffff", 8.59],
  ])("of %s and %s is %d", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  });
});

describe("a readable colour", () => {
  it.each(COLORS)("stands out on grounds and cards, made of %s", (color) => {
    expect(leastContrast(readable(color, "light"), LIGHT)).toBeGreaterThanOrEqual(4.5);
    expect(leastContrast(readable(color, "dark"), DARK)).toBeGreaterThanOrEqual(4.5);
  });

  it("stands out whatever colour it is made of", () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        expect(leastContrast(readable(color, "light"), LIGHT)).toBeGreaterThanOrEqual(4.5);
        expect(leastContrast(readable(color, "dark"), DARK)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["light", "#000000"],
    ["light", "#0b6b72"],
    ["light", "#0000ff"],
    ["dark", "#ffffff"],
    ["dark", "#ffff00"],
    ["dark", "#00ffff"],
  ] as const)("is left as it is in the %s scheme: %s", (scheme, color) => {
    expect(readable(color, scheme)).toBe(color);
  });

  it("is left as it is once made readable", () => {
    fc.assert(
      fc.property(anyColor, fc.constantFrom("light", "dark"), (color, scheme) => {
        const once = readable(color, scheme);
        expect(once).toMatch(/^#[0-9a-f]{6}$/);
        expect(readable(once, scheme)).toBe(once);
      }),
    );
  });

  it("keeps its hue: black and white are the end, not the rule", () => {
    expect(readable("#ffffff", "light")).toBe("#707070");
    expect(readable("#000000", "dark")).toBe("#8f8f8f");
    expect(readable("#ff6600", "light")).toBe("#b84900");
  });

  it("is the usual teal where none is named", () => {
    expect(readable(null, "light")).toBe("#0b6b72");
    expect(readable(null, "dark")).toBe(readable("#0b6b72", "dark"));
  });
});

describe("accentCss", () => {
  it("holds the accent of both schemes, the dark one under its query", () => {
    expect(accentCss("#0000ff")).toBe(
      ":root{--accent:#0000ff;--on-accent:#fff}" +
        "@media (prefers-color-scheme:dark){:root{--accent:#7a7aff;--on-accent:#000}}",
    );
  });

  it("sets on each accent what can be read there, whatever the colour", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(null), fc.constantFrom(...COLORS), anyColor), (color) => {
        const accents = accentsIn(accentCss(color));
        expect(accents).toHaveLength(2);
        for (const { accent, onAccent } of accents) expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 500 },
    );
  });
});
