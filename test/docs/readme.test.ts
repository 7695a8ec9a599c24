// What the README and the pages that it leads to say, held against the code and against the gate.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import openapi from "../../docs/openapi.json" with { type: "json" };
import * as bounds from "../../src/config/bounds.ts";
import { VARIABLES } from "../../src/config/variables.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { PREVIEW_STATES } from "../../src/page/preview-states.ts";
import type { Answer, Browser } from "../support/gate/a-browser.ts";
import { aGate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import { type Page, REPOSITORY, readAllPages, readPage, tablesOf } from "./pages.ts";

const readme = readPage("README.md");
const httpApi = readPage("docs/http-api.md");

/** Somebody reads it in ten minutes; what does not fit has a page of its own. */
const LONGEST_README_BYTES = 12_288;

/** The rows of a page's first table from some words on. */
function tableAfter(words: string, { path, text }: Page = httpApi): readonly (readonly string[])[] {
  const [table = []] = tablesOf({ path, text: text.slice(text.indexOf(words)) });
  return table;
}

/** Every row of the settings' tables, group by group. */
const settings = tablesOf(readPage("docs/settings.md")).flat();

const stack = useGateStack();

/** A status that only the origin gives here. */
const BYPASSED = 226;

/** One request of each row of the table of answers. */
const WAYS: Readonly<Record<string, (visitor: Browser) => Promise<Answer>>> = {
  navigation: (visitor) => visitor.navigate("/race"),
  "status poll": (visitor) => visitor.poll(),
  API: (visitor) => visitor.api("/race"),
  subresource: (visitor) => visitor.subresource("/style.css"),
  preflight: (visitor) =>
    visitor.api("/race", { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } }),
  language: (visitor) => visitor.switchTo("ko", "/race"),
  leave: (visitor) => visitor.leave("header"),
  bypass: (visitor) => visitor.navigate("/pay/done"),
};

describe("the README", () => {
  it("tells the answer to each kind of request as the gate gives it", async () => {
    const gate = aGate(stack, { CAPACITY: "0", BYPASS: "/pay/*" });
    stack.origin.on("/pay/done", () => new Response("paid", { status: BYPASSED }));
    const rows = tableAfter("by kind of request:");
    const told = rows.map(([request, , answer = ""]) => [request, Number(/\d{3}/.exec(answer)?.[0] ?? BYPASSED)]);
    const given: [string, number][] = [];
    for (const [request, send] of Object.entries(WAYS)) given.push([request, (await send(gate.aBrowser())).status]);
    expect(given).toEqual(told);
  });

  it("lists every setting with its default, in the order of the code", () => {
    const told = settings.map(([name, text]) => [name, text]);
    const known = VARIABLES.map(({ name, required, default: text }) => [
      `\`${name}\``,
      required ? "required" : text === null ? "–" : `\`${text}\``,
    ]);
    expect(told).toEqual(known);
  });

  it("gives the least and the greatest value of every number as the code has them", () => {
    const known = Object.entries(bounds).map(([name, { min, max }]) => [`\`${name}\``, `${say(min)}–${say(max)}`]);
    const told = settings.flatMap(([name, , range = ""]) => {
      const isBounded = known.some(([bounded]) => bounded === name);
      return isBounded ? [[name, range.replace(/, `unlimited`$/, "")]] : [];
    });
    expect(told.sort()).toEqual(known.sort());
  });

  it("repeats of the settings what their own page says", () => {
    const named = tableAfter("## The settings", readme).flatMap(([names = "", text]) =>
      names.split(", ").map((name) => [name, text]),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(settings.map(([name, text]) => [name, text])).toEqual(expect.arrayContaining(named));
  });

  it("shows a status as the endpoints' description has it", () => {
    const example = /```json\n([\s\S]*?)```/.exec(httpApi.text)?.[1] ?? "";
    const validate = new Ajv2020({ strict: false }).addSchema(openapi, "openapi");
    expect(validate.validate("openapi#/components/schemas/Status", JSON.parse(example))).toBe(true);
    const fields = tableAfter("| field").map(([name]) => name);
    expect(fields).toEqual(Object.keys(openapi.components.schemas.Status.properties).map((name) => `\`${name}\``));
  });

  it("lists every endpoint and every state of the room", () => {
    const listed = tableAfter("| endpoint").map(([endpoint]) => endpoint?.replaceAll("`", ""));
    const described = Object.entries(openapi.paths).flatMap(([path, methods]) =>
      path === "/" ? [] : Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...listed].sort()).toEqual([...described, "GET /__corral/preview"].sort());
    const states = tableAfter("### Corral-State").flatMap(([names = ""]) => names.replaceAll("`", "").split(", "));
    expect(states.sort()).toEqual([...openapi.components.headers.CorralState.schema.enum].sort());
  });

  it("names every state of the page that the preview shows, and counts the languages", () => {
    const states = tableAfter("| state", readPage("docs/waiting-page.md")).map(([name = ""]) =>
      name.replaceAll("`", ""),
    );
    // As the wait is not known yet, `measuring` is the state `waiting`.
    expect([...states, "measuring"].sort()).toEqual([...PREVIEW_STATES].sort());
    expect(readme.text).toContain("twelve languages");
    expect(Object.keys(LANGUAGES)).toHaveLength(12);
  });

  it("names the two commands that do everything", () => {
    expect(readme.text).toContain("npm ci && npm start");
    expect(readme.text).toContain("npm ci && npm test");
  });

  it("names only scripts that there are", async () => {
    const { scripts } = JSON.parse(await readFile(join(REPOSITORY, "package.json"), "utf8"));
    const named = readAllPages().flatMap(({ path, text }) =>
      [...text.matchAll(/npm run\s+(?:-[\w-]+\s+)*(\w[\w:-]*)/g)].map(([, name = ""]) => ({ path, name })),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
  });

  it("is read in ten minutes", () => {
    expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(LONGEST_README_BYTES);
  });
});

function say(count: number): string {
  return new Intl.NumberFormat("en").format(count);
}
