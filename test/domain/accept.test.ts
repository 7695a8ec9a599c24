import { describe, expect, it } from "vitest";
import { htmlAboveJson } from "../../src/domain/accept.ts";

describe("htmlAboveJson", () => {
  it.each([
    "text/html",
    "TEXT/HTML",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "application/xhtml+xml",
    "text/html, application/json",
    "application/json;q=0.5, text/html",
    "application/json; q=0.5 , text/html ; level=1 ; q=0.6",
    "application/json;q=0, text/html;q=0.1",
  ])("holds for %j", (accept) => {
    expect(htmlAboveJson(accept)).toBe(true);
  });

  it.each([
    null,
    "",
    "*/*",
    "text/*",
    "application/json",
    "application/json, text/html",
    "application/problem+json, text/html",
    "text/html;q=0.5, application/json;q=0.9",
    "text/html;q=0",
    "text/html;q=never",
    "text/htmlx",
    `${"a/b,".repeat(32)}text/html`,
  ])("does not hold for %j", (accept) => {
    expect(htmlAboveJson(accept)).toBe(false);
  });
});
