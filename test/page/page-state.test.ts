import { describe, expect, it } from "vitest";
import type { Status } from "../../src/domain/status.ts";
import { COPIES } from "../../src/page/copy/all-languages.ts";
import { hasPlace, headingOf, type PageState, pageStateOf, sayNote } from "../../src/page/page-state.ts";

type Seen = Parameters<typeof pageStateOf>[0];

function aStanding(overrides: Partial<Seen> = {}): Seen {
  return { state: "waiting", expectedWaitSeconds: null, ...overrides };
}

describe("the face of a status", () => {
  it.each<[PageState, Partial<Seen>]>([
    ["waiting", {}],
    ["waiting", { expectedWaitSeconds: { low: 0, high: 91 } }],
    ["waiting", { expectedWaitSeconds: { low: 0, high: Number.NaN } }],
    ["waiting", { expectedWaitSeconds: { low: 0, high: -5 } }],
    ["waiting", { expectedWaitSeconds: { low: 500, high: 900 } }],
    ["near", { expectedWaitSeconds: { low: 0, high: 90 } }],
    ["near", { expectedWaitSeconds: { low: 0, high: 0 } }],
    ["turn", { state: "admitted" }],
    ["turn", { state: "admitted", reason: "outage" }],
    ["turn", { state: "admitted", reason: "cookies" }],
    ["unavailable", { state: "unavailable" }],
    ["unavailable", { state: "unavailable", reason: "outage" }],
    ["cookies", { reason: "cookies" }],
    ["paused", { state: "paused" }],
    ["paused", { state: "paused", expectedWaitSeconds: { low: 0, high: 30 } }],
    ["soldout", { state: "soldout" }],
    ["cookies", { state: "unavailable", reason: "cookies" }],
    ["outage", { reason: "outage" }],
    ["outage", { reason: "outage", expectedWaitSeconds: { low: 0, high: 30 } }],
    ["renewed", { reason: "renewed" }],
    ["notyet", { state: "notyet" }],
    ["lobby", { state: "lobby" }],
    ["lobby", { state: "lobby", expectedWaitSeconds: { low: 0, high: 30 } }],
    ["cookies", { state: "lobby", reason: "cookies" }],
    ["closed", { state: "closed" }],
    ["opening", { reason: "opening" }],
    ["opening", { reason: "opening", expectedWaitSeconds: { low: 0, high: 30 } }],
    ["paused", { state: "paused", reason: "opening" }],
  ])("is %s for %j", (pageState, overrides) => {
    expect(pageStateOf(aStanding(overrides))).toBe(pageState);
  });

  it("is one that waits for a state or a reason of a later version", () => {
    const later = "drawing-lots" as Status["state"]; // no state of this version
    expect(pageStateOf(aStanding({ state: later }))).toBe("waiting");
    const reason = "weather" as NonNullable<Status["reason"]>; // nor this
    expect(pageStateOf(aStanding({ reason }))).toBe("waiting");
  });
});

describe("hasPlace", () => {
  it.each<[PageState, boolean]>([
    ["waiting", true],
    ["near", true],
    ["outage", true],
    ["reconnecting", true],
    ["renewed", true],
    ["turn", false],
    ["left", false],
    ["unavailable", false],
    ["cookies", false],
    ["paused", true],
    ["soldout", false],
    ["notyet", false],
    ["lobby", false],
    ["opening", true],
    ["closed", false],
  ])("says of %s: %s", (pageState, expected) => {
    expect(hasPlace(pageState)).toBe(expected);
  });
});

describe("headingOf", () => {
  it.each<[PageState, string]>([
    ["waiting", "You are in line"],
    ["near", "Nearly there"],
    ["turn", "It is your turn"],
    ["left", "You left the line"],
    ["unavailable", "We cannot reach the line"],
    ["cookies", "Please allow cookies"],
    ["outage", "You are in line"],
    ["reconnecting", "You are in line"],
    ["renewed", "You are in line"],
    ["notyet", "Not open yet"],
    ["lobby", "You are in the lobby"],
    ["opening", "The line is opening"],
    ["closed", "Closed"],
  ])("heads %s with %j", (pageState, heading) => {
    expect(headingOf(COPIES.en.headings, pageState)).toBe(heading);
  });
});

describe("sayNote", () => {
  it.each<[PageState, string]>([
    ["paused", "Nobody is let in just now. Your place is kept. The site rests."],
    ["soldout", "Nobody else will be let in. You may leave the line. The site rests."],
    ["lobby", "When the line opens, this page finds your place by itself. You need not do anything. The site rests."],
    ["notyet", "This page takes you to the lobby by itself."],
    ["closed", "Nobody else is let in. Whoever is on the site already can finish."],
    ["waiting", "When it is your turn, this page takes you in by itself."],
  ])("adds the operator's reason where it stops people, and to no other: %s", (pageState, note) => {
    expect(sayNote(COPIES.en.notes, pageState, "The site rests.")).toBe(note);
  });

  it("adds nothing where there is no reason", () => {
    expect(sayNote(COPIES.en.notes, "paused", null)).toBe("Nobody is let in just now. Your place is kept.");
  });
});
