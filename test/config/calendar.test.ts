import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConfigIssue, parseConfig } from "../../src/config/parse.ts";
import { VARIABLES } from "../../src/config/variables.ts";
import { aDay, aDraw, anEnv } from "./env.ts";

function roomWith(overrides: Readonly<Record<string, unknown>>) {
  const parsed = parseConfig(anEnv(overrides));
  if (parsed.kind === "bad") throw new Error(JSON.stringify(parsed.issues));
  return parsed.config.room;
}

function issuesWith(overrides: Readonly<Record<string, unknown>>): readonly ConfigIssue[] {
  const parsed = parseConfig(anEnv(overrides));
  return parsed.kind === "bad" ? parsed.issues : [];
}

describe("the calendar of a config", () => {
  it("has the hours of its day, by arrival and without a ramp where nothing else is set", () => {
    expect(roomWith(aDay).calendar).toEqual({
      opening: {
        lobbyAtMs: 1_805_587_200_000,
        opensAtMs: 1_805_590_800_000,
        before: "forward",
        order: "arrival",
        rampSeconds: 0,
      },
      closesAtMs: 1_805_619_600_000,
    });
  });

  it("may close without having opened, and open without a close", () => {
    const { LOBBY_AT, OPENS_AT, CLOSES_AT } = aDay;
    expect(roomWith({ CLOSES_AT }).calendar).toEqual({ opening: null, closesAtMs: 1_805_619_600_000 });
    expect(roomWith({ LOBBY_AT, OPENS_AT }).calendar).toMatchObject({
      opening: { lobbyAtMs: 1_805_587_200_000, opensAtMs: 1_805_590_800_000 },
      closesAtMs: null,
    });
  });

  it("keeps the secret of a draw for a draw alone", () => {
    expect(parseConfig(anEnv(aDraw))).toMatchObject({
      config: { secrets: { drawSecret: "a draw secret of thirty-two bytes or more" } },
    });
    expect(parseConfig(anEnv({ ...aDraw, ORDER: "arrival" }))).toMatchObject({
      config: { secrets: { drawSecret: null } },
    });
  });
});

describe("the issues of a calendar", () => {
  it.each(VARIABLES.map((variable) => variable.name))("never hold a secret that was put in %s", (name) => {
    const secret = "s3cret-of-a-draw, which has thirty-two bytes and more";
    const issues = [
      ...issuesWith({ ...aDraw, [name]: secret }),
      ...issuesWith({ ...aDraw, SIGNING_SECRET: secret, DRAW_SECRET: secret, [name]: secret }),
      ...issuesWith({ DRAW_SECRET: secret, SIGNING_SECRET_PREVIOUS: secret, ORDER: "draw", [name]: secret }),
    ];
    expect(issues.map((issue) => issue.variable)).toContain("DRAW_SECRET");
    expect(JSON.stringify(issues)).not.toContain("s3cret");
  });

  it("never hold a secret, whatever the day", () => {
    const aMoment = fc.constantFrom("", "2027-03-21T09:00Z", "2027-03-21T10:00Z", "2027-03-21T11:00Z", "tomorrow");
    const aSecret = fc.constantFrom(
      "",
      "s3cret",
      "s3cret of thirty-two bytes or more",
      "s3cret before it, of as many bytes",
    );
    const anyDay = fc.record({
      LOBBY_AT: aMoment,
      OPENS_AT: aMoment,
      CLOSES_AT: aMoment,
      ORDER: fc.constantFrom("arrival", "draw"),
      RAMP_SECONDS: fc.constantFrom("0", "60", "-1"),
      DRAW_SECRET: aSecret,
      SIGNING_SECRET: aSecret,
      SIGNING_SECRET_PREVIOUS: aSecret,
    });
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(JSON.stringify(issuesWith(day))).not.toContain("s3cret");
      }),
      { numRuns: 1000 },
    );
  });
});
