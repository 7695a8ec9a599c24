import { describe, expect, it } from "vitest";
import { compilePattern } from "../../src/domain/path-pattern.ts";
import {
  bearerToken,
  hasAskedBefore,
  isCrossSite,
  mayChangeCookies,
  type RequestHead,
  tellKind,
} from "../../src/domain/request-kind.ts";

const BYPASS = [compilePattern("/pay/*")];
const OWN = { origin: "https://shop.example" };
const NAVIGATION = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", accept: "text/html" };

function aRequest(method: string, target: string, headers: Record<string, string> = {}): RequestHead {
  return { method, url: new URL(target, "https://shop.example"), headers: new Headers(headers) };
}

describe("tellKind", () => {
  it.each([
    ["bypassed", "GET", "/pay/callback", NAVIGATION],
    ["bypassed", "OPTIONS", "/pay/x", { "access-control-request-method": "PUT" }],
    ["bypassed", "POST", "/pay/x?corral=leave", OWN],
    ["bypassed", "GET", "/admin/%2e%2e/pay/x", {}],
    ["api", "GET", "/pay/%2e%2e/admin", {}],
    ["api", "GET", "/pay/..%2fadmin", {}],
    ["preflight", "OPTIONS", "/", { "access-control-request-method": "POST", corral: "status" }],
    ["api", "OPTIONS", "/", {}],
    ["api", "POST", "/", { "access-control-request-method": "POST" }],
    ["leave", "POST", "/a", { corral: "leave", ...OWN }],
    ["leave", "POST", "/a", { corral: " Leave ", "sec-fetch-site": "same-origin" }],
    ["leave", "POST", "/a?x=1&corral=leave", { "sec-fetch-site": "same-origin", ...NAVIGATION }],
    ["leave", "POST", "/a?corral=leave", { "sec-fetch-site": "none" }],
    ["leave", "POST", "/a", { corral: "leave", authorization: "Bearer a.b-c_d.e" }],
    ["leave", "POST", "/a?corral=leave", { corral: "leave", authorization: "bearer a.b.c", origin: "https://x.test" }],
    ["navigation", "POST", "/a?corral=leave", { "sec-fetch-site": "cross-site", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=leave", { "sec-fetch-site": "same-site", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=leave", { origin: "https://evil.example", accept: "text/html" }],
    ["navigation", "POST", "/a?corral=leave", { origin: "null", accept: "text/html" }],
    ["navigation", "POST", "/a?corral=leave", { origin: "https://evil.example/https://shop.example", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=leave", { ...OWN, "sec-fetch-site": "cross-site", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=leave", NAVIGATION],
    ["navigation", "GET", "/a?corral=leave", { "sec-fetch-site": "same-origin", ...NAVIGATION }],
    ["api", "POST", "/a?corral=leave", { authorization: "Bearer a.b.c" }],
    ["api", "POST", "/a", { corral: "leave", authorization: "Basic abc" }],
    ["api", "POST", "/a", { corral: "leave", authorization: "Bearer " }],
    ["api", "PUT", "/a", { corral: "leave", ...OWN }],
    ["status", "GET", "/a", { corral: "status" }],
    ["status", "GET", "/a", { corral: "Status ; asked", ...NAVIGATION, "sec-fetch-dest": "image" }],
    ["api", "GET", "/a", { corral: "statusquo" }],
    ["api", "GET", "/a", { corral: ";status" }],
    ["subresource", "GET", "/a", { "sec-fetch-dest": "image", accept: "text/html" }],
    ["subresource", "GET", "/a", { "sec-fetch-dest": "script" }],
    ["subresource", "GET", "/a", { "sec-fetch-dest": "style" }],
    ["subresource", "GET", "/a", { "sec-fetch-dest": "font" }],
    ["subresource", "GET", "/a", { "sec-fetch-dest": "serviceworker" }],
    ["subresource", "GET", "/a", { ...NAVIGATION, "sec-purpose": "prefetch" }],
    ["subresource", "GET", "/a", { ...NAVIGATION, "sec-purpose": "prefetch;prerender" }],
    ["subresource", "GET", "/a", { ...NAVIGATION, purpose: "prefetch" }],
    ["language", "POST", "/a?corral=language", { "sec-fetch-site": "same-origin", ...NAVIGATION }],
    ["language", "POST", "/a?x=1&corral=language", { origin: "https://shop.example", accept: "text/html" }],
    ["navigation", "POST", "/a?corral=language", { "sec-fetch-site": "cross-site", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=language", { "sec-fetch-site": "same-site", ...NAVIGATION }],
    ["navigation", "POST", "/a?corral=language", NAVIGATION],
    ["navigation", "GET", "/a?corral=language", { "sec-fetch-site": "same-origin", ...NAVIGATION }],
    ["bypassed", "POST", "/pay/x?corral=language", { "sec-fetch-site": "same-origin", ...NAVIGATION }],
    ["navigation", "GET", "/a", NAVIGATION],
    ["navigation", "POST", "/a", NAVIGATION],
    ["navigation", "GET", "/a", { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }],
    ["navigation", "GET", "/a", { accept: "text/html,*/*;q=0.8" }],
    ["api", "GET", "/a", { accept: "application/json, text/html" }],
    ["api", "GET", "/a", { accept: "*/*" }],
    ["api", "GET", "/a", { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" }],
    ["api", "POST", "/a", {}],
  ] as const)("tells %s from %s %s %j", (kind, method, target, headers) => {
    expect(tellKind(aRequest(method, target, headers), BYPASS)).toBe(kind);
  });
});

describe("hasAskedBefore", () => {
  it.each([
    ["status; asked", true],
    ["status;ASKED", true],
    ["status", false],
    ["asked", false],
    ["leave; asked", false],
    ["status; unasked", false],
  ])("reads %j as %s", (value, expected) => {
    expect(hasAskedBefore(new Headers({ corral: value }))).toBe(expected);
  });

  it("takes no header for no", () => {
    expect(hasAskedBefore(new Headers())).toBe(false);
  });
});

describe("bearerToken", () => {
  it.each([
    ["Bearer a.b-c_d.e", "a.b-c_d.e"],
    ["bearer  abc", "abc"],
    ["Bearer", null],
    ["Bearer a b", null],
    ["Basic abc", null],
  ])("reads %j as %j", (value, expected) => {
    expect(bearerToken(new Headers({ authorization: value }))).toBe(expected);
  });
});

describe("isCrossSite", () => {
  it.each([
    [true, { "sec-fetch-site": "cross-site" }],
    [true, { "sec-fetch-site": "cross-site", ...OWN }],
    [true, { origin: "https://pay.example" }],
    [true, { origin: "https://shop.example:8443" }],
    [true, { origin: "null" }],
    [true, { "sec-fetch-site": "nonsense", origin: "https://pay.example" }],
    [false, { "sec-fetch-site": "same-origin" }],
    [false, { "sec-fetch-site": "same-site", origin: "https://www.example" }],
    [false, { "sec-fetch-site": "none" }],
    [false, OWN],
    [false, {}],
  ])("is %s for %j", (expected, headers) => {
    expect(isCrossSite(aRequest("POST", "/", headers))).toBe(expected);
  });
});

describe("mayChangeCookies", () => {
  it.each([
    ["GET", { "sec-fetch-site": "cross-site" }, true],
    ["HEAD", { "sec-fetch-site": "cross-site" }, true],
    ["POST", { "sec-fetch-site": "cross-site" }, false],
    ["PUT", { origin: "https://evil.example" }, false],
    ["POST", { "sec-fetch-site": "same-origin" }, true],
    ["POST", {}, true],
  ])("for %s with %j is %s", (method, headers, expected) => {
    expect(mayChangeCookies(aRequest(method, "/", headers))).toBe(expected);
  });
});
