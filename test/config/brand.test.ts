import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import type { Room } from "../../src/domain/room.ts";
import { anEnv } from "./env.ts";

function roomWith(overrides: Readonly<Record<string, unknown>>): Room {
  const parsed = parseConfig(anEnv(overrides));
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.issues));
  return parsed.config.room;
}

function issuesWith(overrides: Readonly<Record<string, unknown>>) {
  const parsed = parseConfig(anEnv(overrides));
  return parsed.kind === "bad" ? parsed.issues : [];
}

describe("what the pages look like", () => {
  it("is nobody's unless it is set, and cannot be previewed", () => {
    expect(roomWith({})).toMatchObject({
      message: null,
      brand: { color: null, logoUrl: null, supportUrl: null },
      preview: "off",
    });
  });

  it("is what the variables say", () => {
    const room = roomWith({
      BRAND_COLOR: "#AA3300",
      LOGO_URL: "https://cdn.example/logo.png",
      SUPPORT_URL: "mailto:help@shop.example",
      MESSAGE: "Bring your ID",
      PREVIEW: "on",
    });
    expect(room).toMatchObject({
      message: "Bring your ID",
      brand: { color: "#aa3300", logoUrl: "https://cdn.example/logo.png", supportUrl: "mailto:help@shop.example" },
      preview: "on",
    });
  });
});

describe("BRAND_COLOR", () => {
  it.each([
    ["#0a5c8f", "#0a5c8f"],
    ["#0A5C8F", "#0a5c8f"],
    ["#000", "#000000"],
    ["#1aF", "#11aaff"],
  ])("is six digits in lower case: %s becomes %s", (text, color) => {
    expect(roomWith({ BRAND_COLOR: text }).brand.color).toBe(color);
  });

  it.each([
    "red",
    "#12345",
    "#1234",
    "#12345678",
    "#",
    "#ggg",
    "123456",
    "url(x)",
    "rgb(0,0,0)",
    "#fff;}",
    "#fff}body{",
    " #fff",
    "#fff\n",
    "#ffffff/**/",
    "#１２３",
    123_456,
    {},
  ])("is refused otherwise: %j", (value) => {
    expect(issuesWith({ BRAND_COLOR: value })).toEqual([
      { variable: "BRAND_COLOR", problem: expect.stringMatching(/^must be (a colour like #0a5c8f|text)$/) },
    ]);
  });
});

const DATA_OF_1600 = `data:image/png;base64,${"A".repeat(1600 - 22)}`;

describe("LOGO_URL", () => {
  it.each([
    "https://cdn.example/logo.png",
    "https://cdn.example:8443/a/b.svg?v=1&w=2",
    "http://localhost:8787/logo.png",
    "http://127.0.0.1/logo.png",
    "https://[2001:db8::1]/logo.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E",
    "data:image/svg+xml;charset=utf-8,%3Csvg/%3E",
    "data:image/webp;base64,AA==",
    DATA_OF_1600,
  ])("is taken as it is written: %s", (url) => {
    expect(roomWith({ LOGO_URL: url }).brand.logoUrl).toBe(url);
  });

  it.each([
    "http://cdn.example/logo.png",
    "//cdn.example/logo.png",
    "/logo.png",
    "https://a;b.example/x.png",
    "https://a,b.example/x.png",
    "https://a'b.example/x.png",
    "https://*.example/x.png",
    "https://user:word@cdn.example/x.png",
    "https://cdn.example/a b.png",
    "https://cdn.example/로고.png",
    `https://cdn.example/${"a".repeat(2048)}`,
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,AAAA",
    "data:,x",
    "data:image/png;base64,",
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    'data:image/svg+xml,%3Csvg%20xmlns="x"/%3E',
    "data:image/svg+xml,%3Csvg /%3E",
    "data:image/svg+xml,<svg/>",
    "data:image/png;base64,AA==;x",
    "data:image/png;base64,AA==\n",
    "data:image/x-icon;base64,AA==",
    `${DATA_OF_1600}A`,
    7,
  ])("is refused otherwise: %s", (value) => {
    expect(issuesWith({ LOGO_URL: value })).toEqual([
      {
        variable: "LOGO_URL",
        problem:
          "must be the https address of an image (http on localhost only), or a data:image/… of up to 1600 characters " +
          "without spaces or double quotes",
      },
    ]);
  });
});

describe("SUPPORT_URL", () => {
  it.each([
    "https://help.example/",
    "https://help.example/a?b=c#d",
    "http://localhost:3000/help",
    "mailto:help@shop.example",
    "mailto:help+line.2@shop.example",
  ])("is taken as it is written: %s", (url) => {
    expect(roomWith({ SUPPORT_URL: url }).brand.supportUrl).toBe(url);
  });

  it.each([
    "http://help.example/",
    "help.example",
    "help@shop.example",
    "mailto:",
    "mailto:help",
    "mailto:help@",
    "mailto:@shop.example",
    "mailto:help@shop.example?subject=x",
    "mailto:help@shop.example,more@shop.example",
    "mailto:help@shop@example",
    "mailto:help me@shop.example",
    "mailto:help@shop.example\n",
    'mailto:a"b@shop.example',
    "mailto:<b>@shop.example",
    `mailto:${"a".repeat(65)}@shop.example`,
    "javascript:alert(1)",
    "JavaScript:alert(1)//@x",
    "data:text/html,x",
    "tel:+82212345678",
    "https://a;b.example/",
    true,
  ])("is refused otherwise: %j", (value) => {
    expect(issuesWith({ SUPPORT_URL: value })).toEqual([
      {
        variable: "SUPPORT_URL",
        problem: expect.stringMatching(
          /^must be (an https address \(http on localhost only\), or mailto: and an address|text)$/,
        ),
      },
    ]);
  });
});

describe("MESSAGE", () => {
  it.each([
    ["one line", "Bring your ID"],
    ["several lines", "Bring your ID.\nDoors open at 9.\r\nHave fun."],
    ["what looks like HTML", "<b>1 < 2 & 3 > 2</b>"],
    ["500 characters", "가".repeat(500)],
    ["500 characters of two halves each", "🏃".repeat(500)],
  ])("is taken as it is written: %s", (_, text) => {
    expect(roomWith({ MESSAGE: text }).message).toBe(text);
  });

  it.each([
    ["501 characters", "가".repeat(501)],
    ["a null", "a\u0000b"],
    ["a tab", "a\tb"],
    ["a carriage return alone", "a\rb"],
    ["a next line", "a\u0085b"],
    ["an escape", "\u001b[31m"],
    ["a line separator", "a\u2028b"],
    ["a paragraph separator", "a\u2029b"],
  ])("is refused with %s", (_, text) => {
    expect(issuesWith({ MESSAGE: text })).toEqual([
      { variable: "MESSAGE", problem: "must be 1 to 500 characters of plain text" },
    ]);
  });

  it.each([true, {}, []])("is refused when it is no text: %j", (value) => {
    expect(issuesWith({ MESSAGE: value })).toEqual([{ variable: "MESSAGE", problem: "must be text" }]);
  });
});

describe("PREVIEW", () => {
  it.each(["on", "off"] as const)("may be %s", (value) => {
    expect(roomWith({ PREVIEW: value }).preview).toBe(value);
  });

  it.each(["ON", "true", "1", true, "yes"])("is refused otherwise: %j", (value) => {
    expect(issuesWith({ PREVIEW: value })).toEqual([{ variable: "PREVIEW", problem: "must be on or off" }]);
  });
});

describe("an issue of these", () => {
  it.each(["BRAND_COLOR", "LOGO_URL", "SUPPORT_URL", "MESSAGE", "PREVIEW", "EVENT_NAME"])(
    "never holds the value: %s",
    (variable) => {
      const issues = issuesWith({ [variable]: `s3cret\u0000${"x".repeat(501)}` });
      expect(issues.map((issue) => issue.variable)).toEqual([variable]);
      expect(JSON.stringify(issues)).not.toMatch(/s3cret|xxx/);
    },
  );
});
