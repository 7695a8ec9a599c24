import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { anEnv } from "./env.ts";

function problemOf(bypass: string): string | null {
  const parsed = parseConfig(anEnv({ BYPASS: bypass }));
  return parsed.kind === "bad" ? (parsed.issues[0]?.problem ?? null) : null;
}

describe("BYPASS", () => {
  it("is split at its commas, spaces around them left out", () => {
    const parsed = parseConfig(anEnv({ BYPASS: "/pay/*,/a*b/c ,  /.well-known/x~1(2)!$&'+:=@[],/결제/*" }));
    expect(parsed).toMatchObject({
      config: { room: { bypass: ["/pay/*", "/a*b/c", "/.well-known/x~1(2)!$&'+:=@[]", "/결제/*"] } },
    });
  });

  it.each(["a", "*", "/a,b", "/a,", ",/a", "/a,,/b", "https://a.example/x", " "])(
    "begins every pattern with a slash: %j",
    (bypass) => {
      expect(problemOf(bypass)).toContain('must begin with "/"');
    },
  );

  it.each([
    "/a//b",
    "//evil.example",
    "/a\\b",
    "/a?b",
    "/a#b",
    "/a b",
    "/a\tb",
    "/a%2Fb",
    "/a;b",
    "/a\u00a0b",
    "/a\u0085b",
    "/a\u007f",
  ])("holds plain paths only: %j", (bypass) => expect(problemOf(bypass)).toContain("must be a plain path"));

  it.each(["/*", "/**", "/health,/*"])("never lets everyone past the line: %s", (bypass) => {
    expect(problemOf(bypass)).toContain("would let everyone past the line");
  });

  it("names the pattern by where it stands", () => {
    expect(problemOf("/a,b,/c")).toBe('pattern 2 must begin with "/"');
  });

  it("holds up to fifty patterns of up to two hundred characters", () => {
    expect(problemOf(Array.from({ length: 50 }, () => "/a").join(","))).toBeNull();
    expect(problemOf(Array.from({ length: 51 }, () => "/a").join(","))).toBe("must be up to 50 patterns");
    expect(problemOf(`/${"a".repeat(199)}`)).toBeNull();
    expect(problemOf(`/${"a".repeat(200)}`)).toContain("must be a plain path of up to 200");
  });
});
