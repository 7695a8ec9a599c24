import { describe, expect, it } from "vitest";
import { gateHeaders, pageHeaders, preflightAnswer, retryAfter } from "../../../src/http/answers/headers.ts";

describe("ownHeaders", () => {
  it("carries what every answer of the gate's own carries", () => {
    expect(Object.fromEntries(gateHeaders("waiting"))).toEqual({
      "cache-control": "no-store",
      "corral-state": "waiting",
      "referrer-policy": "same-origin",
      vary: "Accept, Cookie",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    });
  });

  it("lets a redirect that carries a pass say no-referrer", () => {
    expect(gateHeaders("admitted", { "Referrer-Policy": "no-referrer" }).get("referrer-policy")).toBe("no-referrer");
  });

  it("dresses a page in its policy, and lets nobody frame it", () => {
    const headers = pageHeaders("waiting", { csp: "default-src 'none'", language: "zh-Hant" }, { "Retry-After": "4" });
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("retry-after")).toBe("4");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("corral-state")).toBe("waiting");
  });

  it("says which language a page speaks, and that the reader's wish decides it", () => {
    const headers = pageHeaders("left", { csp: "default-src 'none'", language: "zh-Hant" });
    expect(headers.get("content-language")).toBe("zh-Hant");
    expect(headers.get("vary")).toBe("Accept, Cookie, Accept-Language");
    expect(gateHeaders("left").has("content-language")).toBe(false);
  });
});

describe("retryAfter", () => {
  it.each([
    [12.4, "13"],
    [3, "3"],
    [0.2, "1"],
    [0, "1"],
  ])("says %d s as %s", (seconds, header) => {
    expect(retryAfter(seconds)).toBe(header);
  });
});

describe("preflightAnswer", () => {
  it("allows nothing, the Corral header least of all", () => {
    const answer = preflightAnswer();
    expect(answer.status).toBe(204);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});
