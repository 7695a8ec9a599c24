import { describe, expect, it } from "vitest";
import { PASS, readStatus, type Sent, TICKET } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";

const stack = useGateStack();

const LANGUAGE = "__Host-corral-language";
const KOREAN_COOKIE = `${LANGUAGE}=ko; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax`;

function reading(acceptLanguage: string): Sent {
  return { headers: { "Accept-Language": acceptLanguage } };
}

function aFullGate() {
  return aGate(stack, { CAPACITY: "0" });
}

describe("the waiting page's language", () => {
  it.each([
    ["ko-KR,ko;q=0.9,en;q=0.8", "ko", "ltr", "대기 중입니다"],
    ["zh-TW,zh;q=0.9", "zh-Hant", "ltr", "您正在排隊"],
    ["ar", "ar", "rtl", "أنت في طابور الانتظار"],
    ["nl", "en", "ltr", "You are in line"],
  ])("is the best of what the browser asks for: %s", async (accepted, language, direction, heading) => {
    const answer = await aFullGate().aBrowser().navigate("/race", reading(accepted));
    expect(answer.text).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(answer.text).toContain(`<h1 id="heading">${heading}</h1>`);
    expect(answer.headers.get("content-language")).toBe(language);
    expect(answer.headers.get("vary")).toBe("Accept, Cookie, Accept-Language");
  });

  it("is English for a browser that asks for none", async () => {
    const answer = await aFullGate().aBrowser().navigate();
    expect(answer.headers.get("content-language")).toBe("en");
  });

  it.each(["xx", "", "constructor", "KO", "ko%0d%0a", '"ko"'])(
    "is not decided by a cookie that holds %j",
    async (value) => {
      const cookie = `${LANGUAGE}=${value}`;
      const answer = await aFullGate()
        .aBrowser()
        .navigate("/", { ...reading("ja"), cookie });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-language")).toBe("ja");
    },
  );

  it("is also that of the page of those who left by the form", async () => {
    const visitor = aFullGate().aBrowser();
    await visitor.navigate("/", reading("ko"));
    const answer = await visitor.leave("form", reading("ko"));
    expect(answer.text).toContain('<html lang="ko" dir="ltr">');
    expect(answer.headers.get("content-language")).toBe("ko");
    expect(answer.headers.get("vary")).toBe("Accept, Cookie, Accept-Language");
  });
});

describe("a choice of language", () => {
  it("leads back to the page it was made on, with a cookie that outweighs what the browser asks for", async () => {
    const visitor = aFullGate().aBrowser();
    const answer = await visitor.switchTo("ko", "/race?flag&y=a%20b&sig=~'", reading("de"));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/race?flag&y=a%20b&sig=~%27");
    expect(answer.setCookies).toEqual([KOREAN_COOKIE]);
    expect(answer.text).toBe("");
    expect(answer.headers.get("cache-control")).toBe("no-store");

    const page = await visitor.navigate("/race?flag&y=a%20b", reading("de"));
    expect(page.headers.get("content-language")).toBe("ko");
    expect(page.text).toContain('<html lang="ko" dir="ltr">');
    expect(page.text).toContain('action="?flag&amp;y=a%20b&amp;corral=language"');
    expect(page.text).toContain('action="?flag&amp;y=a%20b&amp;corral=leave"');
  });

  it("may be made anew: the last one counts", async () => {
    const visitor = aFullGate().aBrowser();
    await visitor.switchTo("ko");
    await visitor.switchTo("th");
    expect((await visitor.navigate()).headers.get("content-language")).toBe("th");
  });

  it("counts though a cookie before it holds nonsense", async () => {
    const cookie = `${LANGUAGE}=xx; ${LANGUAGE}=ko`;
    expect((await aFullGate().aBrowser().navigate("/", { cookie })).headers.get("content-language")).toBe("ko");
  });

  it.each([
    ["/race", "/race"],
    ["/", "/"],
    ["/a%20b?q=%EA%B0%80", "/a%20b?q=%EA%B0%80"],
    ["/race?corral=leave", "/race"],
    ["/race?corrals=1", "/race?corrals=1"],
  ])("made at %s leads to %s", async (path, location) => {
    const visitor = aFullGate().aBrowser();
    const sent = path.includes("corral=") ? path.replace("leave", "language&corral=leave") : path;
    const answer = await visitor.switchTo("ko", sent);
    expect(answer.headers.get("location")).toBe(location);
    expect(answer.setCookies).toEqual([KOREAN_COOKIE]);
  });

  it.each(["xx", "", "KO", "constructor", "__proto__", "ko\r\nSet-Cookie:x=1", "ko; Domain=evil.example"])(
    "of what the pages do not speak changes nothing: %j",
    async (chosen) => {
      const visitor = aFullGate().aBrowser();
      visitor.jar.put(LANGUAGE, "ja");
      const answer = await visitor.switchTo(chosen, "/race?x=1");
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/race?x=1");
      expect(answer.setCookies).toEqual([]);
      expect((await visitor.navigate("/race?x=1")).headers.get("content-language")).toBe("ja");
    },
  );

  it.each([
    ["longer than the switch sends", { "Content-Length": "1001" }],
    ["of unknown length", { "Content-Length": "soon" }],
  ])("in a body %s is not read", async (_, headers) => {
    const answer = await aFullGate().aBrowser().switchTo("ko", "/race", { headers });
    expect([answer.status, answer.headers.get("location"), answer.setCookies]).toEqual([303, "/race", []]);
  });

  it.each(["//evil.example", "/\\evil.example", "/%5cevil.example", "/%2f%2fevil.example", "//evil.example/%2e%2e"])(
    "never leads off the host: %s",
    async (path) => {
      const answer = await aFullGate().aBrowser().switchTo("ko", path);
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/");
    },
  );

  it("made by another site is none", async () => {
    const visitor = aFullGate().aBrowser();
    const answer = await visitor.switchTo("ko", "/race", { site: "cross-site" });
    expect(answer.status).toBe(200);
    expect(answer.setCookies).toEqual([]);
  });

  it("keeps the place: the ticket stays as it was", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    await aWaiting(gate);
    const waiting = await aWaiting(gate);
    await waiting.poll();
    await gate.elapse(1000);
    await waiting.poll();
    const ticket = waiting.jar.get(TICKET);
    expect(readStatus(await waiting.poll()).place).toBe(2);

    await waiting.switchTo("ko");
    const page = await waiting.navigate();
    expect(page.text).toContain('<strong id="place">2</strong>');
    expect(page.headers.get("content-language")).toBe("ko");
    expect(waiting.jar.get(TICKET)).toBe(ticket);
    expect(await stack.count("line")).toBe(2);
  });

  it("makes nobody a visitor", async () => {
    const gate = aGate(stack, { CAPACITY: "5" });
    const visitor = gate.aBrowser();
    await visitor.switchTo("ko");
    await gate.settle();
    expect(visitor.ticket()).toBeNull();
    expect(stack.origin.requests()).toEqual([]);
    expect(await stack.redis.dbSize()).toBe(0);
  });

  it("is kept without the attributes of https on localhost", async () => {
    const visitor = aFullGate().aBrowser({ base: "http://localhost:8787" });
    const answer = await visitor.switchTo("ko");
    expect(answer.setCookies).toEqual(["corral-language=ko; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax"]);
    expect((await visitor.navigate()).headers.get("content-language")).toBe("ko");
  });

  it("made by somebody who is in leads back too, and the origin sees nothing of it", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    const pass = seated.jar.get(PASS);
    stack.origin.clear();
    const answer = await seated.switchTo("ko", "/race?x=1");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/race?x=1"]);
    expect(stack.origin.requests()).toEqual([]);

    seated.jar.put("basket", "1");
    expect((await seated.navigate("/race?x=1")).text).toBe("the site");
    const [sent] = stack.origin.requests();
    expect(sent?.headers.get("cookie")).toBe("basket=1");
    expect(seated.jar.get(PASS)).toBe(pass);
  });
});

describe("the time of the last news", () => {
  it.each([
    [{ timezone: "Asia/Seoul" }, "As of 5:00:0"],
    [{ timezone: "Mars/Olympus_Mons" }, "UTC"],
    [{ timezone: 9 }, "UTC"],
    [undefined, "UTC"],
  ])("is told for where Cloudflare says the reader is: %j", async (cf, expected) => {
    const gate = aFullGate();
    const visitor = gate.aBrowser();
    await visitor.navigate();
    await visitor.poll();
    await gate.elapse(1000);
    const request = new Request("https://tickets.example/", { headers: { Accept: "text/html" } });
    const html = await (await gate.fetch(Object.defineProperty(request, "cf", { value: cf }))).text();
    expect(/<p id="news">([^<]*)</.exec(html)?.[1]).toContain(expected);
  });
});
