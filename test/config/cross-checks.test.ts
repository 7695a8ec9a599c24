import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { aDay, aDraw, anEnv } from "./env.ts";

function issuesWith(overrides: Readonly<Record<string, string>>) {
  const parsed = parseConfig(anEnv(overrides));
  return parsed.kind === "bad" ? parsed.issues : [];
}

const redirect = { ADMIT: "redirect", TARGET_URL: "https://shop.example.com/" };
const { LOBBY_AT, OPENS_AT, CLOSES_AT } = aDay;
const { DRAW_SECRET } = aDraw;
const together =
  "must be set together with OPENS_AT, and only with it: the crowd before an opening needs somewhere to wait";
const another = "must be another secret than the signing secrets";

describe("what one variable demands of another", () => {
  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      "a renewed seat lasts as long as a new one",
      { SESSION_SECONDS: "3601" },
      "SESSION_MAX_SECONDS",
      "must be at least SESSION_SECONDS",
    ],
    [
      "a seat outlives the fresh pass that took it",
      { SESSION_SECONDS: "74" },
      "SESSION_SECONDS",
      "must be at least CLAIM_SECONDS",
    ],
    [
      "a spent ticket is remembered as long as any pass",
      { TICKET_SECONDS: "3899" },
      "TICKET_SECONDS",
      "must be at least SESSION_MAX_SECONDS + GRACE_SECONDS",
    ],
    [
      "a ticket outlives patience",
      { TICKET_SECONDS: "1200", PATIENCE_SECONDS: "1200", SESSION_MAX_SECONDS: "600" },
      "TICKET_SECONDS",
      "must be more than PATIENCE_SECONDS",
    ],
    ["redirect needs a target", { ADMIT: "redirect" }, "TARGET_URL", "must be set when ADMIT is redirect"],
    [
      "forward has no target",
      { TARGET_URL: redirect.TARGET_URL },
      "TARGET_URL",
      "must be left out when ADMIT is forward",
    ],
    [
      "redirect has no origin",
      { ...redirect, ORIGIN_URL: "https://a.example" },
      "ORIGIN_URL",
      "must be left out when ADMIT is redirect",
    ],
    ["a lobby has an opening", { LOBBY_AT }, "LOBBY_AT", together],
    ["a lobby has an opening, and a close is none", { LOBBY_AT, CLOSES_AT }, "LOBBY_AT", together],
    ["an opening has a lobby", { OPENS_AT, CLOSES_AT }, "LOBBY_AT", together],
    [
      "the lobby is before the opening",
      { ...aDay, LOBBY_AT: "2027-03-21T10:00:01+09:00" },
      "OPENS_AT",
      "must be later than LOBBY_AT",
    ],
    [
      "the lobby is not at the opening, whatever their zones",
      { ...aDay, LOBBY_AT: "2027-03-21T01:00:00Z" },
      "OPENS_AT",
      "must be later than LOBBY_AT",
    ],
    ["nothing is held where nothing opens", { BEFORE: "hold" }, "BEFORE", "must be forward when no OPENS_AT is set"],
    [
      "the close is half a minute after the opening",
      { ...aDay, CLOSES_AT: "2027-03-21T10:00:29+09:00" },
      "CLOSES_AT",
      "must be at least half a minute later than OPENS_AT",
    ],
    [
      "the close is not at the opening, whatever their zones",
      { ...aDay, CLOSES_AT: "2027-03-21T01:00Z" },
      "CLOSES_AT",
      "must be at least half a minute later than OPENS_AT",
    ],
    [
      "a draw has an opening",
      { ORDER: "draw", DRAW_SECRET, CLOSES_AT },
      "ORDER",
      "must be arrival when no OPENS_AT is set: a draw is among those who came before the opening",
    ],
    ["a draw has its secret", { ...aDay, ORDER: "draw" }, "DRAW_SECRET", "must be set when ORDER is draw"],
    ["a draw's secret signs nothing", { ...aDraw, SIGNING_SECRET: DRAW_SECRET }, "DRAW_SECRET", another],
    ["a draw's secret has signed nothing", { ...aDraw, SIGNING_SECRET_PREVIOUS: DRAW_SECRET }, "DRAW_SECRET", another],
    ["a secret for a later draw signs nothing", { DRAW_SECRET, SIGNING_SECRET: DRAW_SECRET }, "DRAW_SECRET", another],
    [
      "a ramp has an opening",
      { RAMP_SECONDS: "1", CLOSES_AT },
      "RAMP_SECONDS",
      "must be 0 when no OPENS_AT is set: the ramp begins at the opening",
    ],
  ])("is reported under the variable to change: %s", (_, overrides, variable, problem) => {
    expect(issuesWith(overrides)).toEqual([{ variable, problem: expect.stringContaining(problem) }]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["a session as long as its greatest", { SESSION_SECONDS: "3600" }],
    ["a session as long as a claim", { SESSION_SECONDS: "75" }],
    ["a session shorter than a claim where nothing is confirmed", { ...redirect, SESSION_SECONDS: "10" }],
    ["a ticket as long as any pass", { TICKET_SECONDS: "3900" }],
    [
      "a ticket a second longer than patience",
      { TICKET_SECONDS: "1201", PATIENCE_SECONDS: "1200", SESSION_MAX_SECONDS: "600" },
    ],
    ["a redirect with its target", redirect],
    ["a forward to an origin", { ORIGIN_URL: "https://a.example" }],
    ["a whole day", aDay],
    ["an opening without a close", { LOBBY_AT, OPENS_AT }],
    ["a close without an opening", { CLOSES_AT }],
    ["a lobby a second before the opening", { ...aDay, LOBBY_AT: "2027-03-21T09:59:59+09:00" }],
    ["a close half a minute after the opening", { ...aDay, CLOSES_AT: "2027-03-21T10:00:30+09:00" }],
    [
      "an earlier moment of a later date",
      {
        ...aDay,
        LOBBY_AT: "2027-03-22T00:30:00+14:00",
        OPENS_AT: "2027-03-21T11:00Z",
        CLOSES_AT: "2027-03-21T06:00:00-12:00",
      },
    ],
    ["a draw with its opening and its secret", aDraw],
    [
      "a draw while the signing secret changes",
      { ...aDraw, SIGNING_SECRET_PREVIOUS: "the secret before it, which is long enough too" },
    ],
    ["a draw's secret without a draw", { ...aDay, DRAW_SECRET }],
    ["a ramp from an opening", { ...aDay, RAMP_SECONDS: "300" }],
    ["no ramp and no opening", { RAMP_SECONDS: "0" }],
  ])("is met by %s", (_, overrides) => {
    expect(issuesWith(overrides)).toEqual([]);
  });

  it("is asked even while unrelated variables are bad", () => {
    expect(issuesWith({ CAPACITY: "abc", ADMIT: "redirect" }).map((issue) => issue.variable)).toEqual([
      "CAPACITY",
      "TARGET_URL",
    ]);
  });

  it("is not asked of a variable that is bad by itself", () => {
    expect(issuesWith({ SESSION_SECONDS: "999999" }).map((issue) => issue.variable)).toEqual(["SESSION_SECONDS"]);
    expect(issuesWith({ ADMIT: "redirect", TARGET_URL: "nowhere" })).toHaveLength(1);
    const badLobby = issuesWith({ LOBBY_AT: "tomorrow", CLOSES_AT });
    expect(badLobby.map((issue) => issue.variable)).toEqual(["LOBBY_AT"]);
    const badOpening = issuesWith({ ...aDraw, OPENS_AT: "tomorrow", RAMP_SECONDS: "60" });
    expect(badOpening.map((issue) => issue.variable)).toEqual(["OPENS_AT"]);
    const badSecret = issuesWith({ ...aDraw, DRAW_SECRET: "short" });
    expect(badSecret.map((issue) => issue.variable)).toEqual(["DRAW_SECRET"]);
  });

  it("is told once of a variable that two others are against", () => {
    const issues = issuesWith({ TICKET_SECONDS: "300", PATIENCE_SECONDS: "300" });
    expect(issues.map((issue) => issue.variable)).toEqual(["TICKET_SECONDS"]);
  });

  it("is told of every variable once, where an opening was forgotten", () => {
    const forgotten = issuesWith({ LOBBY_AT, ORDER: "draw", RAMP_SECONDS: "60" });
    expect(forgotten.map((issue) => issue.variable)).toEqual(["LOBBY_AT", "ORDER", "DRAW_SECRET", "RAMP_SECONDS"]);
  });

  it("is told of a day that runs backwards, moment by moment", () => {
    const backwards = issuesWith({ LOBBY_AT: CLOSES_AT, OPENS_AT, CLOSES_AT: LOBBY_AT });
    expect(backwards.map((issue) => issue.variable)).toEqual(["OPENS_AT", "CLOSES_AT"]);
  });
});
