import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConfigIssue, parseConfig } from "../../src/config/parse.ts";
import { VARIABLES } from "../../src/config/variables.ts";
import { anEnv } from "./env.ts";

function roomWith(overrides: Readonly<Record<string, unknown>>) {
  const parsed = parseConfig(anEnv(overrides));
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.issues));
  return parsed.config.room;
}

function issuesWith(overrides: Readonly<Record<string, unknown>>): readonly ConfigIssue[] {
  const parsed = parseConfig(anEnv(overrides));
  return parsed.kind === "bad" ? parsed.issues : [];
}

describe("a config", () => {
  it("has every default where only the required variables are set", () => {
    expect(parseConfig(anEnv())).toEqual({
      kind: "good",
      config: {
        room: {
          name: "main",
          capacity: 500,
          inflowPerMinute: "unlimited",
          sessionSeconds: 600,
          sessionRenewal: "on",
          sessionMaxSeconds: 3600,
          graceSeconds: 300,
          patienceSeconds: 120,
          claimSeconds: 75,
          ticketSeconds: 86_400,
          calendar: { opening: null, closesAtMs: null },
          admission: { kind: "forward", origin: "route" },
          waitingStatus: 200,
          bypass: [],
          onFault: "hold",
          eventName: null,
          message: null,
          brand: { color: null, logoUrl: null, supportUrl: null },
          preview: "off",
        },
        secrets: {
          redisUrl: "https://a-database.upstash.io",
          redisToken: "AZ09token==",
          signingSecret: "a signing secret of thirty-two bytes or more",
          previousSigningSecret: null,
          drawSecret: null,
          adminToken: null,
        },
      },
    });
  });

  it("takes what every variable says", () => {
    const env = anEnv({
      SIGNING_SECRET_PREVIOUS: "the secret before it, which is long enough too",
      CAPACITY: "0",
      INFLOW_PER_MINUTE: "120",
      ROOM: "marathon-2027",
      SESSION_SECONDS: "900",
      SESSION_RENEWAL: "off",
      SESSION_MAX_SECONDS: "1800",
      GRACE_SECONDS: "0",
      PATIENCE_SECONDS: "91",
      CLAIM_SECONDS: "61",
      TICKET_SECONDS: "1800",
      LOBBY_AT: "2027-03-21T09:30:00+09:00",
      OPENS_AT: "2027-03-21T10:00+09:00",
      CLOSES_AT: "2027-03-21T09:00:00Z",
      BEFORE: "hold",
      ORDER: "draw",
      DRAW_SECRET: "a draw secret of thirty-two bytes or more",
      RAMP_SECONDS: "300",
      ADMIT: "redirect",
      TARGET_URL: "https://shop.example.com/start?race=10k",
      WAITING_STATUS: "503",
      BYPASS: "/payments/*, /robots.txt",
      ON_FAULT: "open",
      EVENT_NAME: "대구마라톤 2027",
      MESSAGE: "신분증을 챙기세요.\n출발은 8시입니다.",
      BRAND_COLOR: "#0A5C8F",
      LOGO_URL: "https://cdn.example.com/logo.png",
      SUPPORT_URL: "mailto:help@example.com",
      PREVIEW: "on",
    });
    expect(parseConfig(env)).toEqual({
      kind: "good",
      config: {
        room: {
          name: "marathon-2027",
          capacity: 0,
          inflowPerMinute: 120,
          sessionSeconds: 900,
          sessionRenewal: "off",
          sessionMaxSeconds: 1800,
          graceSeconds: 0,
          patienceSeconds: 91,
          claimSeconds: 61,
          ticketSeconds: 1800,
          calendar: {
            opening: {
              lobbyAtMs: 1_805_589_000_000,
              opensAtMs: 1_805_590_800_000,
              before: "hold",
              order: "draw",
              rampSeconds: 300,
            },
            closesAtMs: 1_805_619_600_000,
          },
          admission: { kind: "redirect", targetUrl: "https://shop.example.com/start?race=10k" },
          waitingStatus: 503,
          bypass: ["/payments/*", "/robots.txt"],
          onFault: "open",
          eventName: "대구마라톤 2027",
          message: "신분증을 챙기세요.\n출발은 8시입니다.",
          brand: {
            color: "#0a5c8f",
            logoUrl: "https://cdn.example.com/logo.png",
            supportUrl: "mailto:help@example.com",
          },
          preview: "on",
        },
        secrets: {
          redisUrl: "https://a-database.upstash.io",
          redisToken: "AZ09token==",
          signingSecret: "a signing secret of thirty-two bytes or more",
          previousSigningSecret: "the secret before it, which is long enough too",
          drawSecret: "a draw secret of thirty-two bytes or more",
          adminToken: null,
        },
      },
    });
  });

  it("reads an empty variable as an unset one", () => {
    const emptied = {
      SIGNING_SECRET_PREVIOUS: "",
      INFLOW_PER_MINUTE: "",
      ROOM: "",
      SESSION_SECONDS: "",
      LOBBY_AT: "",
      OPENS_AT: "",
      CLOSES_AT: "",
      BEFORE: "",
      ORDER: "",
      DRAW_SECRET: "",
      RAMP_SECONDS: "",
      ADMIT: "",
      TARGET_URL: "",
      ORIGIN_URL: "",
      WAITING_STATUS: "",
      BYPASS: "",
      EVENT_NAME: "",
      MESSAGE: "",
      BRAND_COLOR: "",
      LOGO_URL: "",
      SUPPORT_URL: "",
      PREVIEW: "",
    };
    expect(parseConfig(anEnv(emptied))).toEqual(parseConfig(anEnv()));
    expect(issuesWith({ CAPACITY: "" })).toEqual([
      { variable: "CAPACITY", problem: "must be set: a whole number of people from 0 to 1000000" },
    ]);
  });

  it("reads a number that the file holds without quotes", () => {
    expect(roomWith({ CAPACITY: 250, WAITING_STATUS: 429 })).toMatchObject({ capacity: 250, waitingStatus: 429 });
  });

  it("ignores variables that are not its own", () => {
    expect(parseConfig(anEnv({ CAPACITEE: "x", ASSETS: {} }))).toEqual(parseConfig(anEnv()));
  });

  it("reads a previous secret equal to the current one as none", () => {
    const parsed = parseConfig(anEnv({ SIGNING_SECRET_PREVIOUS: anEnv().SIGNING_SECRET }));
    expect(parsed).toEqual(parseConfig(anEnv()));
  });
});

describe("the issues of a config", () => {
  it("are listed all at once, one for each variable", () => {
    const parsed = parseConfig({ CAPACITY: "abc", ROOM: "Main", BYPASS: "a,b", ADMIT: "redirect" });
    expect(parsed.kind === "bad" && parsed.issues.map((issue) => issue.variable).sort()).toEqual([
      "BYPASS",
      "CAPACITY",
      "ROOM",
      "SIGNING_SECRET",
      "TARGET_URL",
      "UPSTASH_REDIS_REST_TOKEN",
      "UPSTASH_REDIS_REST_URL",
    ]);
  });

  it("never hold a value, whatever variable it was put in", () => {
    const value = "s3cret\tvalue";
    const names = VARIABLES.map((variable) => variable.name);
    for (const name of names) {
      const issues = issuesWith({ [name]: value });
      expect(issues.map((issue) => issue.variable)).toContain(name);
      expect(JSON.stringify(issues)).not.toContain("s3cret");
    }
  });

  it("never come as a throw, whatever the variables hold", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...VARIABLES.map((variable) => variable.name)), fc.anything()),
        (env) => {
          expect(["good", "bad"]).toContain(parseConfig(env).kind);
        },
      ),
    );
  });
});
