import { describe, expect, it } from "vitest";
import { bareStatus, stateAt } from "../../src/domain/status.ts";

describe("a bare status", () => {
  it("says how the room stands and nothing else", () => {
    expect(bareStatus("main", "closed")).toEqual({
      state: "closed",
      room: "main",
      placeId: null,
      place: null,
      waiting: null,
      expectedWaitSeconds: null,
      askAgainSeconds: null,
      asOf: null,
      why: null,
      message: null,
      opensAt: null,
      opensInSeconds: null,
    });
  });

  it("has no reason, not even an empty one", () => {
    expect(bareStatus("main", "unavailable")).not.toHaveProperty("reason");
  });
});

describe("how the room stands for whoever is not in", () => {
  it.each([
    ["notyet", "open", "notyet"],
    ["notyet", "paused", "notyet"],
    ["notyet", "soldout", "notyet"],
    ["lobby", "open", "lobby"],
    ["lobby", "paused", "lobby"],
    ["lobby", "soldout", "soldout"],
    ["opening", "open", "waiting"],
    ["opening", "paused", "paused"],
    ["opening", "soldout", "soldout"],
    ["open", "open", "waiting"],
    ["open", "paused", "paused"],
    ["open", "soldout", "soldout"],
    ["closed", "open", "closed"],
    ["closed", "paused", "closed"],
    ["closed", "soldout", "soldout"],
  ] as const)("is, by an hour of %s and an operator's %s, %s", (phase, control, state) => {
    expect(stateAt(phase, control)).toBe(state);
  });
});
