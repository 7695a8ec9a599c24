import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Status } from "../../src/domain/status.ts";
import { pageCsp } from "../../src/page/csp.ts";
import { renderLeftPage } from "../../src/page/left-page.ts";
import { renderWaitingPage } from "../../src/page/waiting-page.ts";

const KNOWN: Status = {
  state: "waiting",
  room: "main",
  place: 1234,
  waiting: 15186,
  expectedWaitSeconds: { low: 300, high: 420 },
  askAgainSeconds: 12.4,
  asOf: "2027-03-21T01:00:00.000Z",
};

const UNKNOWN: Status = {
  ...KNOWN,
  place: null,
  waiting: null,
  expectedWaitSeconds: null,
  askAgainSeconds: null,
  asOf: null,
};

function aWaitingPage(status: Status = KNOWN, eventName: string | null = "Seoul Marathon"): string {
  return renderWaitingPage({ eventName, status, refreshSeconds: 12.4 });
}

function withoutCode(html: string): string {
  return html.replace(/<(script|style)>.*?<\/\1>/gs, "");
}

function inlined(html: string, tag: "script" | "style"): string[] {
  return [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map((match) => match[1] ?? "");
}

describe("the waiting page", () => {
  it("is a whole document with place, people waiting and wait", () => {
    const html = aWaitingPage();
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8"/);
    expect(html).toContain("<title>You are in line – Seoul Marathon</title>");
    expect(html).toContain('<dd id="place">1,234</dd>');
    expect(html).toContain('<dd id="waiting">15,186</dd>');
    expect(html).toContain('<dd id="wait">about 5 to 7 minutes</dd>');
    expect(html).toContain('data-place="1234"');
    expect(html).toContain('data-ask-again="12.4"');
    expect(html).toMatch(/<p id="note" role="status" aria-live="polite">\s*This page moves on/);
    expect(html).toMatch(/<\/html>$/);
  });

  it("says unknown figures in words", () => {
    const html = withoutCode(aWaitingPage(UNKNOWN, null));
    expect(html.match(/<dd id="\w+">not known yet<\/dd>/g)).toHaveLength(2);
    expect(html).toContain('<dd id="wait">being measured</dd>');
    expect(html).not.toMatch(/null|NaN|undefined|data-place="[^"]|data-ask-again="[^"]/);
    expect(html).toContain("<title>You are in line</title>");
  });

  it.each([0, -3, Number.NaN])("says a place of %s in words", (place) => {
    const html = withoutCode(aWaitingPage({ ...KNOWN, place, waiting: 0 }));
    expect(html.match(/<dd id="\w+">not known yet<\/dd>/g)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|data-place="[^"]/);
  });

  it("shows the event's name as text, whatever it holds", () => {
    const name = `<script>alert(1)</script>"'&</title>`;
    const waiting = aWaitingPage(KNOWN, name);
    const left = renderLeftPage({ eventName: name });
    expect(inlined(waiting, "script")).toHaveLength(1);
    expect(inlined(left, "script")).toHaveLength(0);
    for (const html of [waiting, left]) {
      expect(html).not.toContain("alert(1)</script>");
      expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;/title&gt;");
      expect(html.match(/<\/title>/g)).toHaveLength(1);
    }
  });

  it("reloads without script only inside noscript, in whole seconds, in the head", () => {
    const html = aWaitingPage();
    expect(html.match(/http-equiv/g)).toHaveLength(1);
    expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="13"\/?><\/noscript><\/head>/);
  });

  it("lets people leave by a plain form", () => {
    expect(aWaitingPage()).toMatch(/<form method="post" action="\?corral=leave"><button type="submit">Leave the line</);
  });

  it("says what is wrong when the figures stand still or the cookie is not kept", () => {
    expect(withoutCode(aWaitingPage({ ...KNOWN, reason: "outage" }))).toMatch(/polite">\s*We cannot reach the line/);
    expect(withoutCode(aWaitingPage({ ...UNKNOWN, reason: "cookies" }))).toMatch(
      /polite">\s*Your browser does not keep/,
    );
  });

  it("hands the script its texts in an attribute that parses", () => {
    const copy = /data-copy="([^"]*)"/.exec(aWaitingPage())?.[1]?.replaceAll("&quot;", '"').replaceAll("&#39;", "'");
    expect(JSON.parse(copy ?? "")).toMatchObject({ unknown: "not known yet", notes: { waiting: expect.any(String) } });
  });

  it("weighs at most 5 kB gzipped", () => {
    expect(gzipSync(aWaitingPage()).length).toBeLessThanOrEqual(5 * 1024);
  });
});

describe("the page of those who left", () => {
  it("says so and offers the way back, without script", () => {
    const html = renderLeftPage({ eventName: "Seoul Marathon" });
    expect(html).toContain("<title>You left the line – Seoul Marathon</title>");
    expect(html).toContain('<a href="?">Line up again</a>');
    expect(inlined(html, "script")).toEqual([]);
    expect(html).not.toContain("http-equiv");
    expect(renderLeftPage({ eventName: null })).not.toMatch(/null|undefined/);
  });
});

describe("pageCsp", () => {
  it("allows the one script and the one style as they stand in the page, and nothing inline besides", async () => {
    const csp = await pageCsp();
    const html = aWaitingPage();
    const hashes = [...inlined(html, "script"), ...inlined(html, "style")].map((text) =>
      createHash("sha256").update(text).digest("base64"),
    );
    expect(hashes).toHaveLength(2);
    expect(csp).toBe(
      `default-src 'none'; script-src 'sha256-${hashes[0]}'; style-src 'sha256-${hashes[1]}'; connect-src 'self'; ` +
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(html).not.toMatch(/ style=| on\w+=/);
    expect(await pageCsp()).toBe(csp);
  });
});
