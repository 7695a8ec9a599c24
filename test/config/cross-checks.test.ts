import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { anEnv } from "./env.ts";

function issuesWith(overrides: Readonly<Record<string, string>>) {
  const parsed = parseConfig(anEnv(overrides));
  return parsed.kind === "bad" ? parsed.issues : [];
}

const redirect = { ADMIT: "redirect", TARGET_URL: "https://shop.example.com/" };

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
  });
});
