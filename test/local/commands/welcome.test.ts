import { expect, it } from "vitest";
import { welcome, welcomeToLobby } from "../../../local/commands/welcome.ts";

const ADDRESSES = {
  roomUrl: "http://127.0.0.1:8787",
  visitorUrls: ["http://localhost:8787", "http://127.0.0.1:8787", "http://[::1]:8787"],
  shopUrl: "http://127.0.0.1:8788",
  frontUrl: "http://127.0.0.1:8789",
  redisUrl: "redis://127.0.0.1:8790",
};

function stepsOf(words: string): string[] {
  return words.match(/^ +\d\. .*$/gm)?.map((step) => step.trim().replace(/ +/g, " ")) ?? [];
}

it("names three addresses of the room, each another visitor to one browser", () => {
  expect(stepsOf(welcome(ADDRESSES))).toEqual([
    "1. Open http://localhost:8787 you are let in.",
    "2. Open http://127.0.0.1:8787 to a browser this is another host, so you are another visitor: let in.",
    "3. Open http://[::1]:8787 the third waits in line.",
    "4. Register a runner in the first tab or the second: the third is let in by itself, within seconds.",
  ]);
});

it("names one private window where ::1 cannot be listened on", () => {
  const visitorUrls = ADDRESSES.visitorUrls.slice(0, 2);
  expect(stepsOf(welcome({ ...ADDRESSES, visitorUrls }))[2]).toBe(
    "3. This machine has no ::1, so open http://localhost:8787 in one private window: the third waits in line.",
  );
});

it("names the visitors' addresses in the lobby too", () => {
  expect(welcomeToLobby(ADDRESSES, 60)).toContain(ADDRESSES.visitorUrls.join("   "));
  expect(welcomeToLobby(ADDRESSES, 60)).toContain("The line opens 60 seconds after the start");
});
