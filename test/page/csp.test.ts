import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Brand } from "../../src/domain/room.ts";
import { pageCsp } from "../../src/page/csp.ts";
import { renderDrawPage } from "../../src/page/draw-page.ts";
import { renderLeftPage } from "../../src/page/left-page.ts";
import { renderWaitingPage } from "../../src/page/waiting-page.ts";
import { aDrawView, aFrame, aView, inlined, PLAIN } from "./a-view.ts";

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/** The policy that a waiting page with these inlines and the draw page need, and no more. */
function policyFor(html: string, images: string): string {
  const [script, watchdog] = inlined(html, "script").map(hashOf);
  const [draw] = inlined(renderDrawPage(aDrawView()), "script").map(hashOf);
  const [style] = inlined(html, "style").map(hashOf);
  return (
    `default-src 'none'; script-src 'sha256-${script}' 'sha256-${watchdog}' 'sha256-${draw}'; style-src 'sha256-${style}'; ` +
    `connect-src 'self'; img-src ${images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  );
}

describe("the content security policy", () => {
  it.each<[string, Brand, string]>([
    ["no logo", PLAIN, "data:"],
    ["a colour", { ...PLAIN, color: "#aa3300" }, "data:"],
    ["a logo elsewhere", { ...PLAIN, logoUrl: "https://cdn.example/a/b.png?v=1" }, "data: https://cdn.example"],
    ["a logo at a port", { ...PLAIN, logoUrl: "https://cdn.example:8443/b.png" }, "data: https://cdn.example:8443"],
    ["a logo in capitals", { ...PLAIN, logoUrl: "HTTPS://CDN.example/b.png" }, "data: https://cdn.example"],
    ["a logo written out", { ...PLAIN, logoUrl: "data:image/png;base64,iVBORw0KGgo=" }, "data:"],
    ["a way to support", { ...PLAIN, supportUrl: "https://help.example/" }, "data:"],
  ])(
    "allows the waiting page's two scripts, the draw page's one, one style and its images, with %s",
    async (_, brand, images) => {
      const html = renderWaitingPage(aView({ brand }));
      expect(inlined(html, "script")).toHaveLength(2);
      expect(inlined(html, "style")).toHaveLength(1);
      expect(await pageCsp(brand)).toBe(policyFor(html, images));
    },
  );

  it("allows the style of the page of those who left, which has no script", async () => {
    const brand = { ...PLAIN, color: "#123456" };
    const html = renderLeftPage(aFrame({ brand }));
    expect(inlined(html, "script")).toEqual([]);
    expect(inlined(html, "style")).toHaveLength(1);
    expect(await pageCsp(brand)).toContain(` style-src 'sha256-${hashOf(inlined(html, "style").join())}';`);
  });

  it("allows the draw page's one script and its style", async () => {
    const brand = { ...PLAIN, color: "#123456" };
    const html = renderDrawPage(aDrawView({ brand, language: "ja" }));
    expect([inlined(html, "script").length, inlined(html, "style").length]).toEqual([1, 1]);
    const policy = await pageCsp(brand);
    expect(policy).toContain(` 'sha256-${hashOf(inlined(html, "script").join())}'; style-src `);
    expect(policy).toContain(` style-src 'sha256-${hashOf(inlined(html, "style").join())}';`);
  });

  it("is the same in every language, and another for another colour", async () => {
    const brand = { ...PLAIN, color: "#aa3300" };
    const policy = await pageCsp(brand);
    expect(policyFor(renderWaitingPage(aView({ brand, language: "ar" })), "data:")).toBe(policy);
    expect(await pageCsp(brand)).toBe(policy);
    expect(await pageCsp({ ...PLAIN, color: "#aa3301" })).not.toBe(policy);
  });

  it("is one header: no line breaks, nothing beyond ASCII, none of the usual ways around it", async () => {
    const policy = await pageCsp({ ...PLAIN, logoUrl: "https://cdn.example/a.png" });
    expect(policy).toMatch(/^[ -~]+$/);
    expect(policy).not.toMatch(/unsafe|\*|https:(?!\/\/cdn\.example)/);
  });
});
