import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { anEnv } from "./env.ts";

function isAccepted(overrides: Readonly<Record<string, unknown>>): boolean {
  return parseConfig(anEnv(overrides)).kind === "good";
}

/** Refused as an address, whichever variable it stands in. */
const slips = [
  "shop.example.com",
  "//shop.example.com",
  "/start",
  "https:shop.example.com",
  "https:\\\\shop.example.com",
  "https://",
  "https:///start",
  "https://shop.example.com\\@evil.example",
  "https://user:word@shop.example.com",
  "https://@shop.example.com",
  "https://:@shop.example.com",
  " https://shop.example.com",
  "https://shop.example.com\n",
  "https://shop.exa\tmple.com",
  "https://상점.example.com",
  "https://shop.example.com:99999",
  "https://shop.example.com#part",
  "javascript:alert(1)",
  "ftp://shop.example.com",
  `https://shop.example.com/${"a".repeat(2048)}`,
  7,
  {},
];

describe("UPSTASH_REDIS_REST_URL", () => {
  it.each(["https://a.upstash.io", "https://a.upstash.io/", "http://localhost:8079", "http://127.0.0.1:8079"])(
    "accepts %s",
    (url) => expect(isAccepted({ UPSTASH_REDIS_REST_URL: url })).toBe(true),
  );

  it.each([...slips, "http://a.upstash.io", "http://localhost.evil.example", "https://a.upstash.io?x=1"])(
    "refuses %j",
    (url) => expect(isAccepted({ UPSTASH_REDIS_REST_URL: url })).toBe(false),
  );
});

describe("TARGET_URL", () => {
  it.each([
    "https://shop.example.com",
    "HTTPS://shop.example.com/a%20b?race=10k&x",
    "http://localhost:3000/start",
    "http://[::1]:3000",
  ])("accepts %s, word for word", (url) => {
    const parsed = parseConfig(anEnv({ ADMIT: "redirect", TARGET_URL: url }));
    expect(parsed).toMatchObject({ config: { room: { admission: { kind: "redirect", targetUrl: url } } } });
  });

  it.each([
    ...slips,
    "http://shop.example.com",
    "https://shop.example.com/?corral-pass=x",
    "https://shop.example.com/?corral%2Dpass",
  ])("refuses %j", (url) => expect(isAccepted({ ADMIT: "redirect", TARGET_URL: url })).toBe(false));
});

describe("ORIGIN_URL", () => {
  it.each([
    ["https://origin.example.com", "https://origin.example.com"],
    ["http://origin.example.com:8080/", "http://origin.example.com:8080"],
    ["https://ORIGIN.example.com:443", "https://origin.example.com"],
  ])("accepts %s", (url, origin) => {
    const parsed = parseConfig(anEnv({ ORIGIN_URL: url }));
    expect(parsed).toMatchObject({ config: { room: { admission: { kind: "forward", origin: new URL(origin) } } } });
  });

  it.each([...slips, "https://a.example/path", "https://a.example/..", "https://a.example?", "https://a.example/?x=1"])(
    "refuses %j",
    (url) => expect(isAccepted({ ORIGIN_URL: url })).toBe(false),
  );
});
