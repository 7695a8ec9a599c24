// What docs/guarantees.md promises by name: tests that there are, and what is stored of a person.

import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cookieNames } from "../../src/http/request/cookies.ts";
import { roomKeys } from "../../src/turnstile/keys.ts";

const docs = join(import.meta.dirname, "../../docs");
const source = join(import.meta.dirname, "../../src");
const page = await readFile(join(docs, "guarantees.md"), "utf8");

/** What a Worker could know a person by, as headers and Cloudflare name it. */
const PERSONAL = /connecting-ip|real-ip|forwarded-for|user-agent|\bcf\??\.(?!timezone)/i;

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The first cells of the table below a heading. */
function namesIn(heading: string): string[] {
  const section = page.slice(page.indexOf(`### ${heading}`) + 4).split("\n### ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);
}

describe("the page of guarantees", () => {
  it("links to tests that there are, by titles that they have", async () => {
    const linked = [...page.matchAll(/^- \[[^\]]+\]\(([^)]+)\): "([^"]+)"$/gm)];
    expect(linked.length).toBeGreaterThan(15);
    for (const [, path = "", title = ""] of linked) {
      const text = await readFile(join(docs, path), "utf8");
      expect(text, `${path} has "${title}"`).toContain(title);
    }
  });

  it("names every cookie and every key of a room", () => {
    const { ticket, pass, language } = cookieNames("<room>", "https");
    expect(namesIn("In the visitor's browser")).toEqual([ticket, pass, language]);
    expect(namesIn("In Redis, at Upstash")).toEqual(roomKeys("main").map((key) => key.replace("corral:{main}:", "")));
  });
});

describe("the Worker's source", () => {
  it("reads no address and no browser of a visitor's, and of Cloudflare's knowledge the time zone alone", async () => {
    const files = await readdir(source, { recursive: true });
    const scripts = files.filter((name) => /\.(?:ts|lua)$/.test(name));
    const personal: string[] = [];
    for (const name of scripts) {
      if (PERSONAL.test(await readFile(join(source, name), "utf8"))) personal.push(name);
    }
    expect(scripts.length).toBeGreaterThan(50);
    expect(personal).toEqual([]);
  });
});

describe("the documentation", () => {
  it("links to files of the repository that there are", async () => {
    const pages = (await readdir(docs)).filter((name) => name.endsWith(".md"));
    const missing: string[] = [];
    for (const name of pages) {
      const text = await readFile(join(docs, name), "utf8");
      const paths = [...text.matchAll(/\]\((\.\.\/[^)#\s]+)/g)].map(([, path = ""]) => path);
      for (const path of paths) if (!(await isThere(join(docs, path)))) missing.push(`${name}: ${path}`);
    }
    expect(missing).toEqual([]);
  });
});
