import { describe, expect, it } from "vitest";
import {
  clearPassCookie,
  clearTicketCookie,
  cookieNames,
  readAll,
  setLanguageCookie,
  setPassCookie,
  setTicketCookie,
  withoutCorralCookies,
} from "../../../src/http/request/cookies.ts";

const HTTPS = cookieNames("main", "https");
const HTTP = cookieNames("main", "http");

describe("cookieNames", () => {
  it("locks the names to the host on https only", () => {
    expect(HTTPS).toEqual({
      scheme: "https",
      ticket: "__Host-corral-ticket-main",
      pass: "__Host-corral-pass-main",
      language: "__Host-corral-language",
    });
    expect(HTTP).toEqual({
      scheme: "http",
      ticket: "corral-ticket-main",
      pass: "corral-pass-main",
      language: "corral-language",
    });
  });

  it("are each room's own but for the language, which is the reader's", () => {
    const other = cookieNames("other", "https");
    expect([other.ticket, other.pass]).toEqual(["__Host-corral-ticket-other", "__Host-corral-pass-other"]);
    expect(other.language).toBe(HTTPS.language);
  });
});

describe("readAll", () => {
  it.each([
    [null, []],
    ["", []],
    ["t", []],
    ["t=", [""]],
    ["t=1", ["1"]],
    ["a=b; t=1; c=d", ["1"]],
    ["t=1; t=2;t=3", ["1", "2", "3"]],
    [" t = 1 ", ["1"]],
    ["t=a=b=", ["a=b="]],
    ["T=1; xt=2; tx=3; x=t=4", []],
    [";;=;= ;t;=t=1;t=%zz", ["%zz"]],
    ["t=\u00ff\u0000", ["\u00ff\u0000"]],
    ["__proto__=1; t=2; constructor=3", ["2"]],
  ])("reads %j as %j", (header, values) => {
    expect(readAll(header, "t")).toEqual(values);
  });

  it("reads the first eight of a name and no more", () => {
    expect(readAll("t=1;t=2;t=3;t=4;t=5;t=6;t=7;t=8;t=9", "t")).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
  });

  it("finds ours in 100 kB of other cookies", () => {
    expect(readAll(`${"a=b; ".repeat(20_000)}t=1`, "t")).toEqual(["1"]);
    expect(readAll(";".repeat(100_000), "t")).toEqual([]);
    expect(readAll(" ".repeat(100_000), "t")).toEqual([]);
  });
});

describe("withoutOurs", () => {
  it.each([
    [null, null],
    ["", null],
    ["__Host-corral-pass-main=x", null],
    ["__Host-corral-pass-main=x; corral-ticket-other=y;", null],
    ['a=1;  b="x y"; c=%zz;d', 'a=1;  b="x y"; c=%zz;d'],
    ["a=1; __Host-corral-ticket-main=x; b=2", "a=1; b=2"],
    ["__Host-corral-ticket-main=x; b=2", "b=2"],
    ["a=1;corral-pass-main=x;b=2", "a=1;b=2"],
    ["a=1; __Host-corral-language=ko; b=2", "a=1; b=2"],
    ["corral-language=ko", null],
    ["corralled=1; my-corral-x=2; Corral=3; a=corral-pass", "corralled=1; my-corral-x=2; Corral=3; a=corral-pass"],
  ])("leaves of %j %j", (header, rest) => {
    expect(withoutCorralCookies(header)).toBe(rest);
  });

  it("copes with 100 kB", () => {
    expect(withoutCorralCookies("corral-pass-main=x;".repeat(5_000))).toBeNull();
    expect(withoutCorralCookies(`${"a=b;".repeat(25_000)}corral-pass-main=x`)).toHaveLength(99_999);
  });
});

describe("the Set-Cookie values", () => {
  it("carry the attributes of the https table", () => {
    expect(setTicketCookie(HTTPS, "a.b.c", 600)).toBe(
      "__Host-corral-ticket-main=a.b.c; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect(setPassCookie(HTTPS, "a.b.c", 75.9)).toBe(
      "__Host-corral-pass-main=a.b.c; Max-Age=75; Path=/; HttpOnly; Secure; SameSite=None",
    );
  });

  it("keep the language chosen for as long as browsers do", () => {
    expect(setLanguageCookie(HTTPS, "zh-Hant")).toBe(
      "__Host-corral-language=zh-Hant; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect(setLanguageCookie(HTTP, "ko")).toBe("corral-language=ko; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax");
  });

  it("are plain and lax on http", () => {
    expect(setTicketCookie(HTTP, "a.b.c", 600)).toBe(
      "corral-ticket-main=a.b.c; Max-Age=600; Path=/; HttpOnly; SameSite=Lax",
    );
    expect(setPassCookie(HTTP, "a.b.c", 600)).toBe(
      "corral-pass-main=a.b.c; Max-Age=600; Path=/; HttpOnly; SameSite=Lax",
    );
  });

  it("clear under the same attributes as they set", () => {
    expect(clearTicketCookie(HTTPS)).toBe(
      "__Host-corral-ticket-main=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    );
    expect(clearPassCookie(HTTPS)).toBe("__Host-corral-pass-main=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None");
  });

  it("keep within what browsers keep, and never last for a negative time", () => {
    expect(setTicketCookie(HTTPS, "t", 99_999_999)).toContain("Max-Age=34560000;");
    expect(setPassCookie(HTTPS, "t", -5)).toContain("Max-Age=0;");
  });
});
