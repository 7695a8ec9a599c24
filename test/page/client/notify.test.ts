import { describe, expect, it } from "vitest";
import { aMachine } from "./a-machine.ts";
import { aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

describe("what a screen reader hears of the page", () => {
  it("is not each answer, but the halving of the place and a lost connection", async () => {
    const places = [90, 80, 70, 49, 48];
    const page = openWaitingPage(
      [...places.map((place) => () => aStatusAnswer({ place })), () => "offline", () => aStatusAnswer({ place: 47 })],
      { news: { place: 100 } },
    );
    await page.pass(3000 + 4 * 5000);
    expect(page.said()).toEqual(["Your place 49. Expected wait being measured"]);
    await page.pass(10_000);
    expect(page.said().slice(1)).toEqual([
      "You are in line. Reconnecting … Your place is kept.",
      "You are in line. When it is your turn, this page takes you in by itself.",
    ]);
  });
});

/** As the browsers have them: a notification that is granted, and sound of each kind. */
class Notification {
  static readonly permission = "granted";
  static readonly requestPermission = async () => "granted";
  static readonly shown: string[] = [];
  constructor(title: string) {
    Notification.shown.push(title);
  }
}

class BrokenAudio {
  constructor() {
    throw new Error("no device");
  }
}

/** Runs, but no tone ever ends. */
class EndlessAudio {
  readonly state = "running";
  readonly currentTime = 0;
}

class Silent {
  readonly gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect = () => this;
  start() {}
  stop() {}
}

describe("the offer to be told", () => {
  it("is shown where there is something to tell with, and says aloud when it is taken", () => {
    const page = openWaitingPage([() => aStatusAnswer()], { globals: { Notification } });
    expect(page.elements.bell.hidden).toBe(false);
    page.happen("bell click");
    expect(page.text("bell")).toBe("You will be told with a sound");
    expect(page.said()).toEqual(["You will be told with a sound"]);
    expect(page.elements.bell.attributes.get("aria-pressed")).toBe("true");
  });

  it("is not shown in a browser that can neither sound nor notify, nor does that hold anybody up", async () => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })]);
    expect(page.elements.bell.hidden).toBe(true);
    page.hide("hidden");
    await page.pass(3000);
    expect(page.loads).toHaveLength(1);
    expect(page.titles.at(-1)).toBe("It is your turn – Seoul Marathon");
  });

  it.each([
    ["there is no device", { AudioContext: BrokenAudio }],
    ["no tone ever ends", { AudioContext: EndlessAudio, OscillatorNode: Silent, GainNode: Silent }],
  ])("keeps nobody out though %s", async (_, sound) => {
    const page = openWaitingPage([() => aStatusAnswer({ state: "admitted" })], { globals: { Notification, ...sound } });
    page.hide("hidden");
    await page.pass(5000);
    expect(page.loads).toHaveLength(1);
  });

  it("is kept in the tab that took it, though another hears first that it is their turn", async () => {
    const machine = aMachine();
    Notification.shown.length = 0;
    const took = openWaitingPage([() => "hangs"], { machine, globals: { Notification } });
    took.happen("bell click");
    took.hide("hidden");
    openWaitingPage([() => aStatusAnswer({ state: "admitted" })], { machine });
    await machine.pass(3100);
    expect(Notification.shown).toEqual(["It is your turn – Seoul Marathon"]);
    expect(took.loads).toHaveLength(1);
  });
});
