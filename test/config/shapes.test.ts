import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { aDay, anEnv } from "./env.ts";

function problemOf(variable: string, value: unknown, others: Readonly<Record<string, unknown>> = {}): string | null {
  const parsed = parseConfig(anEnv({ ...others, [variable]: value }));
  if (parsed.kind === "good") return null;
  return parsed.issues.find((issue) => issue.variable === variable)?.problem ?? null;
}

describe("a number", () => {
  const forms = [
    "abc",
    "1e3",
    " 5",
    "5 ",
    "+5",
    "-1",
    "1.5",
    "5.",
    "0x10",
    "007",
    "1_000",
    "1,000",
    "٣",
    "NaN",
    "Infinity",
  ];
  const values = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 1e21, true, {}, [], 5n];

  it.each([...forms, ...values].map((form) => [form]))("is refused unless it is plain digits: %s", (form) => {
    expect(problemOf("CAPACITY", form)).toContain("a whole number of people from 0 to 1000000");
  });

  it.each([
    ["CAPACITY", "0", "1000000", null, "1000001", "people from 0 to 1000000"],
    ["INFLOW_PER_MINUTE", "1", "120000", "0", "120001", "people per minute from 1 to 120000"],
    ["SESSION_SECONDS", "10", "86400", "9", "86401", "seconds from 10 to 86400"],
    ["SESSION_MAX_SECONDS", "10", "86400", "9", "86401", "seconds from 10 to 86400"],
    ["GRACE_SECONDS", "0", "3600", null, "3601", "seconds from 0 to 3600"],
    ["PATIENCE_SECONDS", "91", "3600", "90", "3601", "seconds from 91 to 3600"],
    ["CLAIM_SECONDS", "61", "600", "60", "601", "seconds from 61 to 600"],
    ["TICKET_SECONDS", "300", "604800", "299", "604801", "seconds from 300 to 604800"],
    ["RAMP_SECONDS", "0", "3600", null, "3601", "seconds from 0 to 3600"],
  ])("keeps within its bounds: %s", (variable, least, greatest, below, above, problem) => {
    const roomy = {
      ...aDay,
      ADMIT: "redirect",
      TARGET_URL: "https://shop.example.com/",
      SESSION_SECONDS: "10",
      SESSION_MAX_SECONDS: "10",
      GRACE_SECONDS: "0",
    };
    const longest = { ...roomy, SESSION_MAX_SECONDS: "86400", TICKET_SECONDS: "604800" };
    expect(problemOf(variable, least, roomy)).toBeNull();
    expect(problemOf(variable, greatest, longest)).toBeNull();
    expect(problemOf(variable, above, longest)).toContain(problem);
    if (below !== null) expect(problemOf(variable, below, roomy)).toContain(problem);
  });

  it("may be unlimited where it limits the inflow", () => {
    expect(problemOf("INFLOW_PER_MINUTE", "unlimited")).toBeNull();
    expect(problemOf("INFLOW_PER_MINUTE", "none")).toContain("must be unlimited, or a whole number");
  });
});

describe("a choice", () => {
  it.each([
    ["SESSION_RENEWAL", "ON", "must be on or off"],
    ["SESSION_RENEWAL", true, "must be on or off"],
    ["ADMIT", "proxy", "must be forward or redirect"],
    ["ON_FAULT", "close", "must be hold or open"],
    ["BEFORE", "open", "must be forward or hold"],
    ["BEFORE", "Hold", "must be forward or hold"],
    ["ORDER", "DRAW", "must be arrival or draw"],
    ["ORDER", "random", "must be arrival or draw"],
    ["ORDER", true, "must be arrival or draw"],
    ["WAITING_STATUS", "201", "must be the HTTP status 200, 202, 429 or 503"],
    ["WAITING_STATUS", "toString", "must be the HTTP status 200, 202, 429 or 503"],
  ])("is refused when it is not offered: %s=%s", (variable, value, problem) => {
    expect(problemOf(variable, value)).toBe(problem);
  });

  it.each(["200", "202", "429", "503"])("offers the waiting status %s", (status) => {
    expect(problemOf("WAITING_STATUS", status)).toBeNull();
  });
});

describe("a secret", () => {
  it.each([
    ["SIGNING_SECRET", "s".repeat(31)],
    ["SIGNING_SECRET", "s".repeat(1025)],
    ["SIGNING_SECRET", `${"s".repeat(40)}\n`],
    ["SIGNING_SECRET", ` ${"s".repeat(40)}`],
    ["SIGNING_SECRET_PREVIOUS", "short"],
    ["DRAW_SECRET", "s".repeat(31)],
    ["DRAW_SECRET", "s".repeat(1025)],
    ["DRAW_SECRET", `${"s".repeat(40)}\n`],
  ])("is refused when it is too short, too long or frayed: %s", (variable, value) => {
    expect(problemOf(variable, value)).toContain("must be 32 to 1024 bytes of text");
  });

  it("counts its bytes rather than its letters", () => {
    expect(problemOf("SIGNING_SECRET", "비밀".repeat(5))).toContain("32 to 1024 bytes");
    expect(problemOf("SIGNING_SECRET", "비밀".repeat(6))).toBeNull();
  });

  it.each(["two words", "tökën", "line\nbreak", "t".repeat(1025)])("fits in a header: %j does not", (token) => {
    expect(problemOf("UPSTASH_REDIS_REST_TOKEN", token)).toContain("must be visible ASCII");
  });
});

describe("a moment of the day", () => {
  it.each(["LOBBY_AT", "OPENS_AT", "CLOSES_AT"] as const)("has its zone: %s", (variable) => {
    const sentence = "must be a date and time with its zone, like 2027-03-21T10:00:00+09:00";
    expect(problemOf(variable, "2027-03-21T10:00:00", aDay)).toBe(sentence);
    expect(problemOf(variable, 1_805_590_800_000, aDay)).toBe(sentence);
    expect(problemOf(variable, true, aDay)).toBe("must be text");
    expect(problemOf(variable, aDay[variable], aDay)).toBeNull();
  });
});

describe("the room's and the event's name", () => {
  it.each(["Main", "a b", "a_b", "a".repeat(33), "대구", "{x}", "main\n"])("is no room: %j", (name) => {
    expect(problemOf("ROOM", name)).toContain("1 to 32 characters out of a-z, 0-9 and -");
  });

  it("shows up to 120 characters, however many bytes they take", () => {
    expect(problemOf("EVENT_NAME", "🏃".repeat(120))).toBeNull();
    expect(problemOf("EVENT_NAME", "🏃".repeat(121))).toContain("up to 120 characters");
  });

  it.each(["a\nb", "a\u0000", "a\u0085b", "a\u2028b"])("shows no control characters: %j", (name) => {
    expect(problemOf("EVENT_NAME", name)).toContain("on one line");
  });
});
