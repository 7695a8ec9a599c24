import { describe, expect, it } from "vitest";
import type { Answer } from "../../../local/crowd/http-answer.ts";
import { judgeAsk, judgePage } from "../../../local/crowd/judge-answer.ts";

function anAnswer(status: number, headers: Record<string, string> = {}, body = ""): Answer {
  return { status, headers: new Map(Object.entries(headers)), setCookies: [], body: Buffer.from(body) };
}

function anAsk(body: unknown, status = 200): Answer {
  return anAnswer(status, {}, typeof body === "string" ? body : JSON.stringify(body));
}

describe("a page", () => {
  it.each([
    ["the shop", anAnswer(200), { kind: "shop" }],
    ["the shop's own 404", anAnswer(404), { kind: "shop" }],
    [
      "a waiting page",
      anAnswer(200, { "corral-state": "waiting", "retry-after": "3" }),
      { kind: "told", askInMs: 3000 },
    ],
    [
      "a waiting page as 503",
      anAnswer(503, { "corral-state": "waiting", "retry-after": "3" }),
      { kind: "told", askInMs: 3000 },
    ],
    [
      "a room that is not open and says no time",
      anAnswer(200, { "corral-state": "closed" }),
      { kind: "told", askInMs: 10_000 },
    ],
    ["a redirect", anAnswer(303, { location: "/a?b=c#d" }), { kind: "moved", path: "/a?b=c" }],
    ["a redirect to nowhere", anAnswer(303, { location: "http://[" }), { kind: "moved", path: "/" }],
    ["a broken shop", anAnswer(502), { kind: "broken", what: "page 502" }],
    [
      "a room that knows nothing",
      anAnswer(503, { "corral-state": "unavailable", "retry-after": "3" }),
      { kind: "broken", what: "page 503" },
    ],
    ["a state nobody knows", anAnswer(200, { "corral-state": "lost" }), { kind: "broken", what: "page in state lost" }],
    [
      "a waiting page that names no time",
      anAnswer(200, { "corral-state": "waiting" }),
      { kind: "broken", what: "page that does not say when to ask again" },
    ],
  ])("is judged: %s", (_, answer, judgement) => {
    expect(judgePage(answer)).toEqual(judgement);
  });
});

const NOTHING_KNOWN = { place: null, expected: null };

describe("a poll", () => {
  it.each([
    ["admitted", anAsk({ state: "admitted" }), { kind: "admitted" }],
    [
      "waiting",
      anAsk({ state: "waiting", askAgainSeconds: 12.4, place: 7, expectedWaitSeconds: { low: 30, high: 60 } }),
      { kind: "told", askInMs: 12_400, figures: { place: 7, expected: { low: 30, high: 60 } } },
    ],
    [
      "waiting, as 429",
      anAsk({ state: "waiting", askAgainSeconds: 3 }, 429),
      { kind: "told", askInMs: 3000, figures: NOTHING_KNOWN },
    ],
    [
      "paused, nobody knows how long",
      anAsk({ state: "paused", askAgainSeconds: null }),
      { kind: "told", askInMs: 10_000, figures: NOTHING_KNOWN },
    ],
    [
      "without cookies",
      anAsk({ state: "waiting", reason: "cookies" }),
      { kind: "broken", what: "poll whose cookies were not seen" },
    ],
    ["5xx", anAsk({ state: "waiting", askAgainSeconds: 3 }, 500), { kind: "broken", what: "poll 500" }],
    ["a page", anAsk("<h1>Shop</h1>"), { kind: "broken", what: "poll 200 without JSON" }],
    ["null", anAsk("null"), { kind: "broken", what: "poll 200 without JSON" }],
    ["an unknown state", anAsk({ state: "lost" }), { kind: "broken", what: "poll in state lost" }],
    ["no state", anAsk({}), { kind: "broken", what: "poll in state undefined" }],
  ])("is judged: %s", (_, answer, judgement) => {
    expect(judgeAsk(answer)).toEqual(judgement);
  });

  it.each(["null", '"3"', "-1", "1e999"])("is broken when it is told to wait for %s", (askAgainSeconds) => {
    expect(judgeAsk(anAsk(`{"state":"waiting","askAgainSeconds":${askAgainSeconds}}`))).toEqual({
      kind: "broken",
      what: "poll that does not say when to ask again",
    });
  });
});
