import { describe, expect, it } from "vitest";
import { setCookieForPublic, toPublicLocation } from "../../../src/http/origin/public-host.ts";

const ORIGIN = new URL("http://origin.shop.example:8080/base");
const PUBLIC = new URL("https://tickets.race.example/a/b?c");

describe("toPublicLocation", () => {
  it.each([
    ["http://origin.shop.example:8080/x?y#z", "https://tickets.race.example/x?y#z"],
    ["https://origin.shop.example:8080/x", "https://tickets.race.example/x"],
    ["//origin.shop.example:8080/x", "https://tickets.race.example/x"],
    ["/\\origin.shop.example:8080/x", "https://tickets.race.example/x"],
    ["HTTP://ORIGIN.shop.example:8080", "https://tickets.race.example/"],
    ["/x", "/x"],
    ["../x?y", "../x?y"],
    ["?y", "?y"],
    ["", ""],
    ["https://tickets.race.example/x", "https://tickets.race.example/x"],
    ["https://pay.example/origin.shop.example:8080", "https://pay.example/origin.shop.example:8080"],
    ["http://origin.shop.example:9999/x", "http://origin.shop.example:9999/x"],
    ["http://origin.shop.example.evil.example:8080/", "http://origin.shop.example.evil.example:8080/"],
    ["shop://origin.shop.example:8080/x", "shop://origin.shop.example:8080/x"],
    ["http://[bad", "http://[bad"],
  ])("makes of %j %j", (location, expected) => {
    expect(toPublicLocation(location, ORIGIN, PUBLIC)).toBe(expected);
  });

  it("leaves everything as it is when both hosts are one", () => {
    expect(toPublicLocation("/x", new URL("http://tickets.race.example"), PUBLIC)).toBe("/x");
  });

  it("reads an origin's own change from http to https as the same host", () => {
    const plain = new URL("http://origin.example");
    expect(toPublicLocation("https://origin.example/x", plain, PUBLIC)).toBe("https://tickets.race.example/x");
  });
});

describe("setCookieForPublic", () => {
  it.each([
    ["s=1; Domain=origin.shop.example; Path=/; HttpOnly", "s=1; Path=/; HttpOnly"],
    ["s=1;domain=.ORIGIN.shop.example;Secure", "s=1;Secure"],
    ["s=1; Path=/; Domain = shop.example", "s=1; Path=/"],
    ["s=1; Domain=other.example", "s=1; Domain=other.example"],
    ["s=1; Domain=op.example; Path=/", "s=1; Domain=op.example; Path=/"],
    ["s=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "s=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
    ["domain=shop.example; Path=/", "domain=shop.example; Path=/"],
    ["s=1; Domain=; Secure", "s=1; Domain=; Secure"],
    ["", ""],
  ])("makes of %j %j", (cookie, expected) => {
    expect(setCookieForPublic(cookie, ORIGIN, PUBLIC)).toBe(expected);
  });

  it("leaves a domain that covers the public host too", () => {
    const origin = new URL("https://origin.race.example");
    expect(setCookieForPublic("s=1; Domain=race.example", origin, PUBLIC)).toBe("s=1; Domain=race.example");
    expect(setCookieForPublic("s=1; Domain=origin.race.example", origin, PUBLIC)).toBe("s=1");
  });
});
