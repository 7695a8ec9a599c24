// Whether docs/architecture.md still names what there is: keys, fields, constants, files and folders.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callsFromMs } from "../../src/domain/calendar.ts";
import { roomKeys } from "../../src/turnstile/keys.ts";
import { controlArguments } from "../../src/turnstile/live-settings.ts";
import { SCRIPTS } from "../../src/turnstile/scripts.ts";
import { anOpening } from "../support/a-room.ts";
import { aGate } from "../support/gate/a-gate.ts";
import { useGateStack } from "../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../support/gate/journeys.ts";
import { ADMIN_TOKEN } from "../support/secrets.ts";
import { proseOf, REPOSITORY, readPage, tablesOf } from "./pages.ts";

const page = readPage("docs/architecture.md");

/** The rows of the first table under a heading. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  return tablesOf({ ...page, text: page.text.slice(page.text.indexOf(`\n${heading}\n`)) })[0] ?? [];
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** A slice of the sketch by the name of all of them. */
const fieldOf = (name: string) => name.replace(/^slice\d+$/, "slice0");

const fieldsTold = new Set(
  tableUnder("### Fields of the room hash")
    .flatMap(([names = ""]) => quoted(names))
    .map(fieldOf),
);

/** What the scripts themselves name where they write, and the live settings they are given. */
function fieldsWritten(): Set<string> {
  const scripts = Object.values(SCRIPTS).join("\n");
  const named = [...scripts.matchAll(/\b(?:set|due_by|count_more)\("(\w+)"(?! \.\.)/g)].map(([, name = ""]) => name);
  expect(scripts).toContain('set("slice" .. slice, ');
  const live = controlArguments({ state: "open", capacity: 1, inflowPerMinute: 1, why: null, message: null }, 0).filter(
    (name) => name.startsWith("live"),
  );
  return new Set([...named, ...live, "slice0"]);
}

describe("the page on the architecture", () => {
  it("lists the keys of a room, in their order", () => {
    const told = tableUnder("## Redis").map(([name = ""]) => quoted(name)[0]);
    expect(told.map((name) => `corral:{main}:${name}`)).toEqual(roomKeys("main"));
  });

  it("lists the fields of the room hash that are written, and no other", () => {
    expect([...fieldsTold].sort()).toEqual([...fieldsWritten()].sort());
  });

  it("gives each hold the constant that makes it, and its length where that is a number", () => {
    const code = sources("src")
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const told = tableUnder("## Holds").flatMap(([, , length = "", cell = ""]) =>
      quoted(cell).map((name) => ({ name, length })),
    );
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
    const numbers = told.flatMap(({ name, length }) => {
      const [, seconds] = /^(\d+) s/.exec(length) ?? [];
      const [, ms] = new RegExp(`^local ${name} = (\\d+)$`, "m").exec(code) ?? [];
      return seconds === undefined || ms === undefined
        ? []
        : [{ name, toldMs: Number(seconds) * 1000, ms: Number(ms) }];
    });
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.filter(({ toldMs, ms }) => toldMs !== ms)).toEqual([]);
    expect(callsFromMs(anOpening({ opensAtMs: 0 }))).toBe(8000);
  });

  it("names only files that there are", () => {
    const told = quoted(proseOf(page)).filter((name) => /^[\w/-]+\.(?:ts|lua)$/.test(name) && name.includes("/"));
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((path) => !existsSync(join(REPOSITORY, "src", path)))).toEqual([]);
  });

  it("has a line for each folder", () => {
    const told = tableUnder("## Floors").map(([name = ""]) => quoted(name)[0]);
    const wings = foldersIn("src").flatMap((path) => (path === "src/http" ? foldersIn(path) : [path]));
    expect([...told].sort()).toEqual([...wings, ...foldersIn("local")].sort());
  });
});

function foldersIn(path: string): string[] {
  const entries = readdirSync(join(REPOSITORY, path), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${path}/${name}`);
}

function sources(path: string): string[] {
  const names = readdirSync(join(REPOSITORY, path), { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.(?:ts|lua)$/.test(name)).map((name) => join(REPOSITORY, path, name));
}

describe("a room in use", () => {
  const stack = useGateStack();

  it("has only keys and fields that the page lists, of the types it gives", async () => {
    const gate = aGate(stack, { INFLOW_PER_MINUTE: "60", ADMIN_TOKEN });
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await gate.aBrowser().navigate();
    await seated.leave("header");
    await gate.elapse(9000);
    expect((await waiting.poll()).state).toBe("admitted");
    const body = JSON.stringify({ state: "paused", message: "The start is delayed." });
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Length": `${body.length}` };
    const request = new Request("https://tickets.example/__corral/room", { method: "PATCH", headers, body });
    expect((await gate.fetch(request)).status).toBe(200);

    const fields = await stack.redis.hKeys("corral:{main}:room");
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.map(fieldOf).filter((name) => !fieldsTold.has(name))).toEqual([]);
    const types = new Map(
      tableUnder("## Redis").map(([name = "", type]) => [`corral:{main}:${quoted(name)[0]}`, type]),
    );
    const keys = await stack.redis.keys("corral:*");
    expect(keys.length).toBeGreaterThan(4);
    for (const key of keys) expect([key, await stack.redis.type(key)]).toEqual([key, types.get(key)]);
  });
});
