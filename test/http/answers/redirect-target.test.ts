import { describe, expect, it } from "vitest";
import { pathForRedirect, targetWithPass } from "../../../src/http/answers/redirect-target.ts";

describe("pathForRedirect", () => {
  it.each([
    ["https://shop.example", "/"],
    ["https://shop.example/a/b?x=1&y=%0a#part", "/a/b?x=1&y=%0a"],
    ["https://shop.example/?next=//evil.example", "/?next=//evil.example"],
    ["https://shop.example/a//b", "/a//b"],
    ["https://shop.example/a%2Fb", "/a%2Fb"],
    ["https://shop.example/%EA%B2%B0", "/%EA%B2%B0"],
    ["https://shop.example/a\tb\n", "/ab"],
  ])("makes of %j the path %j", (url, path) => {
    expect(pathForRedirect(new URL(url))).toBe(path);
  });

  it.each([
    "https://shop.example//evil.example",
    "https://shop.example/\\evil.example",
    "https://shop.example\\\\evil.example",
    "https://shop.example/a/..//evil.example",
    "https://shop.example/%2e//evil.example",
    "https://shop.example/%2fevil.example",
    "https://shop.example/%2F%2Fevil.example",
    "https://shop.example/%5cevil.example",
    "https://shop.example/a%5Cb",
    "https://shop.example/%09/evil.example",
    "https://shop.example/%0d%0aSet-Cookie:x",
    "https://shop.example/%00",
    "https://shop.example/%1F",
    "https://shop.example/%7f",
    "mailto:runner@example.com",
  ])("refuses %j", (url) => {
    expect(pathForRedirect(new URL(url))).toBeNull();
  });
});

describe("targetWithPass", () => {
  it.each([
    ["https://t.example", "https://t.example?corral-pass=a.b.c"],
    ["https://t.example/", "https://t.example/?corral-pass=a.b.c"],
    ["https://t.example/a?x=1", "https://t.example/a?x=1&corral-pass=a.b.c"],
    ["https://t.example/a?", "https://t.example/a?corral-pass=a.b.c"],
    ["https://t.example/a?x=%2F&", "https://t.example/a?x=%2F&corral-pass=a.b.c"],
    ["https://t.example/a#part?x", "https://t.example/a?corral-pass=a.b.c#part?x"],
    ["https://t.example/a?x=1#b#c", "https://t.example/a?x=1&corral-pass=a.b.c#b#c"],
    ["https://T.example/A/../b", "https://T.example/A/../b?corral-pass=a.b.c"],
  ])("adds the pass to %j", (target, expected) => {
    expect(targetWithPass(target, "a.b.c")).toBe(expected);
  });
});
