import { describe, expect, it } from "vitest";
import { announcer } from "../../../src/page/client/announce.ts";
import type { PageState } from "../../../src/page/page-state.ts";

const at = (place: number | null, pageState: PageState = "waiting", isWaitKnown = true) => ({
  pageState,
  place,
  isWaitKnown,
});

describe("what a screen reader is told", () => {
  it("is nothing while only figures move", () => {
    const judge = announcer(at(1000));
    expect([999, 990, 800, 600, 501].map((place) => judge(at(place)))).toEqual([null, null, null, null, null]);
  });

  it("is the figures each time the place has halved", () => {
    const judge = announcer(at(1000));
    expect([500, 499, 251, 250, 126, 125].map((place) => judge(at(place)))).toEqual([
      "figures",
      null,
      null,
      "figures",
      null,
      "figures",
    ]);
  });

  it("is the figures when the place, and when the wait, is first known", () => {
    const judge = announcer(at(null, "waiting", false));
    expect(judge(at(null, "waiting", false))).toBeNull();
    expect(judge(at(900, "waiting", false))).toBe("figures");
    expect(judge(at(890, "waiting", true))).toBe("figures");
    expect(judge(at(880, "waiting", false))).toBeNull();
    expect(judge(at(870, "waiting", true))).toBeNull();
  });

  it("is every change of how things stand, once", () => {
    const judge = announcer(at(100));
    expect(judge(at(100, "reconnecting"))).toBe("state");
    expect(judge(at(100, "reconnecting"))).toBeNull();
    expect(judge(at(99, "waiting"))).toBe("state");
    expect(judge(at(5, "near"))).toBe("state");
    expect(judge(at(4, "near"))).toBeNull();
    expect(judge(at(4, "turn"))).toBe("state");
  });
});
