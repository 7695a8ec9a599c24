import { describe, expect, it } from "vitest";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const stack = useGateStack();

const PREVIEW = "/__corral/preview";
const LANGUAGES = ["ko", "en", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "vi", "th", "ar"];
const STATES = [
  ["waiting", "waiting", "You are in line", '<strong id="place">1,234</strong>'],
  ["measuring", "waiting", "You are in line", '<dd id="wait">being measured</dd>'],
  ["near", "near", "Nearly there", '<dd id="wait">less than a minute</dd>'],
  ["turn", "turn", "It is your turn", "Taking you in …"],
  ["reconnecting", "reconnecting", "You are in line", "Reconnecting … Your place is kept."],
  ["outage", "outage", "You are in line", "so the figures stand still"],
  ["renewed", "renewed", "You are in line", "You have a new one, at the end of the line."],
  ["cookies", "cookies", "Please allow cookies", "This browser blocks cookies"],
  ["unavailable", "unavailable", "We cannot reach the line", "Keep this page open"],
  ["paused", "paused", "The line is paused", "Nobody is let in just now."],
  ["soldout", "soldout", "Sold out", "Nobody else will be let in."],
  ["notyet", "notyet", "Not open yet", "<dt>The lobby opens</dt>"],
  ["lobby", "lobby", "You are in the lobby", '<time datetime="2027-01-15T09:00:00.000Z">'],
  ["opening", "opening", "The line is opening", "Finding your place."],
  ["closed", "closed", "Closed", "Whoever is on the site already can finish."],
] as const;

function anOpenHouse(vars: Readonly<Record<string, string>> = {}) {
  return aGate(stack, { PREVIEW: "on", EVENT_NAME: "Night Run", ...vars });
}

describe("the preview", () => {
  it.each([{}, { PREVIEW: "off" }])("is not there unless it is switched on: %j", async (vars) => {
    const answer = await aGate(stack, vars).aBrowser().navigate(`${PREVIEW}?state=waiting`);
    expect(answer.status).toBe(404);
    expect(answer.text).toBe("Not found.\n");
    expect(answer.setCookies).toEqual([]);
  });

  it.each(STATES)("shows the state %s", async (state, pageState, heading, words) => {
    const answer = await anOpenHouse().aBrowser().navigate(`${PREVIEW}?state=${state}&lang=en`);
    expect(answer.status).toBe(200);
    expect(answer.state).toBe("waiting");
    expect(answer.text).toContain(`data-state="${pageState}"`);
    expect(answer.text).toContain(`<h1 id="heading">${heading}</h1>`);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain("Night Run</title>");
    expect(answer.text).toMatch(/<main [^>]* data-preview>/);
    expect(answer.text).not.toContain('http-equiv="refresh"');
    expect(answer.setCookies).toEqual([]);
  });

  it("shows the page of a draw, with an example that can be checked", async () => {
    const answer = await anOpenHouse().aBrowser().navigate(`${PREVIEW}?state=draw&lang=ko`);
    expect([answer.status, answer.state]).toEqual([200, "open"]);
    expect(answer.text).toContain('<html lang="ko"');
    expect(answer.text).toContain('<code dir="ltr">Qm3xZpTn7RkW2sVa</code>');
  });

  it("shows the room's own opening where it has one", async () => {
    const day = { LOBBY_AT: "2027-01-15T07:00:00Z", OPENS_AT: "2027-01-15T08:30:00Z" };
    const { text } = await anOpenHouse(day).aBrowser().navigate(`${PREVIEW}?state=lobby&lang=en`);
    expect(text).toContain('<time datetime="2027-01-15T08:30:00.000Z">');
    expect(text).toContain("The line goes by arrival");
  });

  it("shows the page of those who left", async () => {
    const answer = await anOpenHouse().aBrowser().navigate(`${PREVIEW}?state=left&lang=ko`);
    expect(answer.status).toBe(200);
    expect(answer.state).toBe("left");
    expect(answer.text).toContain("<h1>대기를 취소했습니다</h1>");
    expect(answer.setCookies).toEqual([]);
  });

  it("is an ordinary page of Corral's by its headers", async () => {
    const answer = await anOpenHouse({ WAITING_STATUS: "503" }).aBrowser().navigate(`${PREVIEW}?lang=ko`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=utf-8",
      "content-language": "ko",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex",
      vary: "Accept, Cookie, Accept-Language",
    });
  });

  it("shows every state in every language", async () => {
    const visitor = anOpenHouse().aBrowser();
    for (const language of LANGUAGES) {
      for (const state of [...STATES.map(([name]) => name), "draw", "left"]) {
        const answer = await visitor.navigate(`${PREVIEW}?state=${state}&lang=${language}`);
        expect([state, answer.status, answer.headers.get("content-language")]).toEqual([state, 200, language]);
        expect(answer.text).toContain(`<html lang="${language}"`);
      }
    }
  });

  it("shows somebody who waits, in the reader's own language, where nothing is said", async () => {
    const visitor = anOpenHouse().aBrowser();
    const answer = await visitor.navigate(PREVIEW, { headers: { "Accept-Language": "fr-CH" } });
    expect(answer.text).toContain('data-state="waiting"');
    expect(answer.headers.get("content-language")).toBe("fr");
  });

  it("is spoken in the language picked on it, above the one in its address", async () => {
    const visitor = anOpenHouse().aBrowser();
    const answer = await visitor.switchTo("ja", `${PREVIEW}?state=near&lang=ko`);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `${PREVIEW}?state=near`]);
    expect((await visitor.navigate(`${PREVIEW}?state=near`)).headers.get("content-language")).toBe("ja");
  });

  it.each([
    "state=nonsense",
    "state=",
    "state=constructor",
    "state=__proto__",
    "state=Waiting",
    "lang=xx",
    "lang=",
    "lang=constructor",
    "state=waiting&lang=zh",
  ])("of what is unknown is 404 and says what there is: %s", async (query) => {
    const answer = await anOpenHouse().aBrowser().navigate(`${PREVIEW}?${query}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.text).toBe(
      "There are the states waiting, measuring, near, turn, reconnecting, outage, renewed, cookies, unavailable, " +
        "paused, soldout, notyet, lobby, opening, closed, draw, left\n" +
        "and the languages ko, en, ja, zh-Hans, zh-Hant, es, fr, de, pt, vi, th, ar.\n",
    );
    expect(answer.setCookies).toEqual([]);
  });

  it("leaves nothing in Redis, asks it nothing and reaches no origin", async () => {
    const gate = anOpenHouse();
    const visitor = gate.aBrowser();
    const calls = stack.front.callCount();
    for (const [state] of STATES) await visitor.navigate(`${PREVIEW}?state=${state}`);
    await visitor.navigate(`${PREVIEW}?state=left`);
    await gate.settle();
    expect(await stack.redis.dbSize()).toBe(0);
    expect(stack.front.callCount() - calls).toBe(0);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("is shown while Redis is away", async () => {
    const gate = anOpenHouse();
    stack.front.setFault({ kind: "refuse" });
    expect((await gate.aBrowser().navigate(PREVIEW)).status).toBe(200);
  });

  it.each(["POST", "PUT", "DELETE"])("takes no %s", async (method) => {
    const answer = await anOpenHouse().aBrowser().navigate(`${PREVIEW}?corral=leave`, { method });
    expect(answer.status).toBe(404);
    expect(answer.setCookies).toEqual([]);
  });

  it("tells nothing of a room that is not set up", async () => {
    const gate = anOpenHouse({ CAPACITY: "s3cret" });
    const answer = await gate.aBrowser().navigate(`${PREVIEW}?state=waiting`);
    expect(answer.status).toBe(404);
    expect(answer.text).toBe("Not found.\n");
    expect(answer.setCookies).toEqual([]);
  });
});
