import { describe, expect, it } from "vitest";
import { ahead, aLobbyAnswer, aStatusAnswer, openWaitingPage } from "./fake-browser.ts";

const HERE = "https://shop.example//a/b?x=1";

describe("somebody outside", () => {
  it("is brought to the lobby by loading the page again, once it is open", async () => {
    const notyet = () => aLobbyAnswer({ state: "notyet", opensInSeconds: 850, askAgainSeconds: 35 });
    const page = openWaitingPage([notyet, notyet, () => aLobbyAnswer()], ahead("notyet", 900));
    await page.pass(85_000);
    expect([page.pageState(), page.text("heading")]).toEqual(["notyet", "Not open yet"]);
    expect([page.gaps(), page.loads]).toEqual([[50, 35], []]);
    await page.pass(200_000);
    expect([page.gaps(), page.loads]).toEqual([[50, 35, 35], [HERE]]);
  });

  it.each(["waiting", "admitted", "notyet", "lobby", "paused", "soldout", "unavailable"])(
    "is not kept outside a room that was closed and is %s",
    async (state) => {
      const closed = () => aStatusAnswer({ state: "closed", askAgainSeconds: 40 });
      const page = openWaitingPage([closed, () => aStatusAnswer({ state })], { pageState: "closed" });
      await page.pass(42_999);
      expect([page.pageState(), page.gaps(), page.loads]).toEqual(["closed", [3], []]);
      await page.pass(100_000);
      expect([page.gaps(), page.loads]).toEqual([[3, 40], [HERE]]);
    },
  );

  it.each([
    ["notyet", ahead("notyet", 52), () => aLobbyAnswer()],
    ["closed", { pageState: "closed" }, () => aStatusAnswer()],
  ])("is brought in though the network was gone in between: %s", async (_, loaded, inside) => {
    const page = openWaitingPage([() => "offline", inside], loaded);
    await page.pass(60_000);
    expect(page.loads).toEqual([HERE]);
    expect(page.asks).toHaveLength(2);
  });
});
