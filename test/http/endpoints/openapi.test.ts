// The app answers as the description of its endpoints (docs/openapi.json) says.

import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import openapi from "../../../docs/openapi.json" with { type: "json" };
import { realClock } from "../../../src/desk/clock.ts";
import { corral } from "../../../src/http/app.ts";
import { aGate, type Gate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { ADMIN_TOKEN, DRAW_SECRET } from "../../support/secrets.ts";

const stack = useGateStack();

const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(openapi, "openapi");

/** The errors in a body, by the schema the description has for it. */
function problemsOf(schema: string, body: unknown): unknown {
  const validate = ajv.getSchema(`openapi#/components/schemas/${schema}`);
  if (validate === undefined) throw new RangeError(`no schema ${schema}`);
  validate(body);
  return validate.errors ?? [];
}

async function patch(gate: Gate, body: string, token = ADMIN_TOKEN) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Length": String(body.length) };
  const request = new Request("https://tickets.example/__corral/room", { method: "PATCH", headers, body });
  const response = await gate.fetch(request);
  return { status: response.status, body: await response.json() };
}

async function read(gate: Gate, path: string) {
  const response = await gate.fetch(new Request(`https://tickets.example${path}`));
  return { status: response.status, body: await response.json() };
}

describe("the description of the endpoints", () => {
  it("names every path of Corral's own, but the preview, and no other", () => {
    const { routes } = corral({ clock: realClock, random: Math.random, log: () => {} });
    const own = routes.map(({ path }) => path).filter((path) => path.startsWith("/__corral/") && !path.includes("*"));
    const described = Object.keys(openapi.paths).filter((path) => path !== "/");
    expect(own.filter((path) => path !== "/__corral/preview")).toEqual(described);
  });

  it("is right through a day with a lobby, a draw and a close", async () => {
    const day = {
      LOBBY_AT: "2027-01-15T08:00:10Z",
      OPENS_AT: "2027-01-15T08:00:20Z",
      CLOSES_AT: "2027-01-15T08:01:00Z",
      BEFORE: "hold",
      ORDER: "draw",
      DRAW_SECRET,
      CAPACITY: "0",
    };
    const gate = aGate(stack, day);
    const told: [string, string | undefined, unknown, unknown][] = [];
    for (const atSeconds of [0, 10, 20, 30, 60]) {
      await gate.elapse(1_800_000_000_000 + atSeconds * 1000 - gate.clock.nowMs());
      const status = JSON.parse((await gate.aBrowser().poll({ asked: "first" })).text);
      await gate.settle();
      const room = (await read(gate, "/__corral/room")).body;
      told.push([status.state, status.reason, problemsOf("Status", status), problemsOf("Room", room)]);
    }
    expect(told).toEqual([
      ["notyet", undefined, [], []],
      ["lobby", undefined, [], []],
      ["waiting", "opening", [], []],
      ["waiting", undefined, [], []],
      ["closed", undefined, [], []],
    ]);
  });

  it("is right about a status, waiting, paused, in an outage, without cookies and admitted", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    const seated = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await gate.elapse(1000);
    const told = [await gate.aBrowser().poll({ asked: "first" }), await waiting.poll(), await gate.aBrowser().poll()];
    await patch(gate, '{"state":"paused","why":"A rest","message":"Bring your number"}');
    told.push(await waiting.poll());
    await patch(gate, '{"state":"open"}');
    await seated.leave("header");
    for (let second = 0; second < 8; second++) {
      await gate.elapse(1000);
      told.push(await waiting.poll());
    }
    stack.front.setFault({ kind: "refuse" });
    await gate.elapse(4000);
    told.push(await gate.aBrowser().poll({ asked: "first" }));
    expect(told.map(({ status, text }) => [status, problemsOf("Status", JSON.parse(text))])).toEqual(
      told.map(() => [200, []]),
    );
    const states = told.map(({ text }) => JSON.parse(text).state);
    expect(new Set(states)).toEqual(new Set(["waiting", "paused", "admitted"]));
  });

  it("is right about the room and its log, open, crowded and changed", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN, INFLOW_PER_MINUTE: "6", EVENT_NAME: "Night Run" });
    const rooms = [await read(gate, "/__corral/room")];
    await aWaiting(gate);
    await aWaiting(gate);
    await gate.elapse(1000);
    rooms.push(await read(gate, "/__corral/room"));
    rooms.push(await patch(gate, '{"state":"soldout","why":"All gone","inflowPerMinute":"unlimited","capacity":0}'));
    expect(rooms.map(({ status, body }) => [status, problemsOf("Room", body)])).toEqual(rooms.map(() => [200, []]));
    const log = await read(gate, "/__corral/log");
    const entries = log.body as unknown[]; // each is looked at
    expect(entries.map((entry) => problemsOf("LogEntry", entry))).toEqual([[]]);
  });

  it("is right about what is refused", async () => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    expect(problemsOf("Issues", (await patch(gate, '{"capacity":-1,"state":"shut"}')).body)).toEqual([]);
    const refused = [
      await patch(gate, "{}", "another"),
      await patch(aGate(stack), "{}"),
      await patch(gate, "x".repeat(12_001)),
    ];
    stack.front.setFault({ kind: "refuse" });
    refused.push(await patch(gate, '{"capacity":1}'), await read(gate, "/__corral/log"));
    expect(refused.map(({ status }) => status)).toEqual([401, 403, 413, 503, 503]);
    expect(refused.flatMap(({ body }) => problemsOf("Problem", body))).toEqual([]);
    const described = Object.keys(openapi.paths["/__corral/room"].patch.responses);
    expect(described).toEqual(["200", "401", "403", "413", "422", "503"]);
  });

  it.each([
    ['{"state":"open"}', 200],
    ['{"capacity":0,"inflowPerMinute":null,"why":null,"message":null}', 200],
    ['{"inflowPerMinute":120000}', 200],
    ["{}", 422],
    ['{"capacity":1000001}', 422],
    ['{"inflowPerMinute":0}', 422],
    ['{"state":"closed"}', 422],
    ['{"what":1}', 422],
    ['{"message":""}', 422],
  ])("takes as a change what the app takes: %s", async (body, status) => {
    const gate = aGate(stack, { ADMIN_TOKEN });
    expect((await patch(gate, body)).status).toBe(status);
    const problems = problemsOf("Change", JSON.parse(body)) as unknown[];
    expect(problems.length === 0).toBe(status === 200);
  });
});
