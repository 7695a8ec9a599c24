import { describe, expect, it } from "vitest";
import { compilePattern, matchesAny } from "../../src/domain/path-pattern.ts";

describe("matchesAny", () => {
  it.each([
    ["/robots.txt", "/robots.txt"],
    ["/pay/*", "/pay/"],
    ["/pay/*", "/pay/toss/callback"],
    ["/pay/*", "/pay//x"],
    ["*.txt", "/a/b/robots.txt"],
    ["/a*b*c", "/abc"],
    ["/a*b*c", "/a1b2b3c"],
    ["/a**c", "/ac"],
    ["/결제/*", "/%EA%B2%B0%EC%A0%9C/x"],
    ["/결제/*", "/%ea%b2%b0%ec%a0%9c/x"],
    ["/health", "/%68ealth"],
    [" /health ", "/health"],
    ["/a.b+(c)", "/a.b+(c)"],
    ["/v1/...", "/v1/..."],
  ])("lets %j match %j", (pattern, path) => {
    expect(matchesAny([compilePattern(pattern)], path)).toBe(true);
  });

  it.each([
    ["/robots.txt", "/robots.txt/"],
    ["/robots.txt", "/robotsxtxt"],
    ["/robots.txt", "/Robots.txt"],
    ["/pay/*", "/pay"],
    ["/pay/*", "//pay/x"],
    ["/pay/*", "/payx"],
    ["/ab*ba", "/aba"],
    ["/a*b*c", "/acb"],
    ["", "/"],
    ["pay/x", "/pay/x"],
  ])("does not let %j match %j", (pattern, path) => {
    expect(matchesAny([compilePattern(pattern)], path)).toBe(false);
  });

  it.each([
    "/pay/..%2fadmin",
    "/pay/a%2Fb",
    "/pay/%5cadmin",
    "/pay/\\admin",
    "/pay/%2e%2E/admin",
    "/pay/a%2ejs",
    "/pay/%00",
    "/pay/%0a",
    "/pay/%7f",
    "/pay/x;jsessionid=1",
    "/pay;x/y",
    "/pay/x%3bjsessionid=1",
    "/pay/..%252fadmin",
    "/pay/%3f",
    "/pay/%23",
    "/pay/%c0%ae%c0%ae/admin",
    "/pay/%zz",
    "/pay/../admin",
    "/pay/.",
  ])("lets no pattern match the doubtful path %j", (path) => {
    expect(matchesAny([compilePattern("*"), compilePattern("/pay/*"), compilePattern(path)], path)).toBe(false);
  });

  it("matches when any of several patterns does, and nothing when there are none", () => {
    expect(matchesAny([compilePattern("/a"), compilePattern("/b")], "/b")).toBe(true);
    expect(matchesAny([], "/")).toBe(false);
  });

  it("takes no longer than length times length, however many stars", () => {
    const pattern = compilePattern(`/${"*a".repeat(100)}*b`);
    const startedMs = performance.now();
    expect(matchesAny([pattern], `/${"a".repeat(15_000)}c`)).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(200);
  });
});
