// The operator's hand on a room, and what everybody can read of it.

import { expect } from "vitest";
import { ADMIN_TOKEN } from "../secrets.ts";
import type { Browser } from "./a-browser.ts";
import type { Gate } from "./a-gate.ts";

export const ROOM = "https://tickets.example/__corral/room";

type Change = { readonly token?: string | null; readonly isolate?: number; readonly body?: string };

export async function patch(gate: Gate, change: object, { token = ADMIN_TOKEN, isolate = 0, body }: Change = {}) {
  const text = body ?? JSON.stringify(change);
  const headers = {
    "Content-Length": String(text.length),
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
  };
  const response = await gate.fetch(new Request(ROOM, { method: "PATCH", headers, body: text }), isolate);
  // Its shape is what the tests are about.
  const answered = (await response.json()) as { readonly issues: readonly { readonly variable: string }[] };
  return { status: response.status, headers: response.headers, body: answered };
}

export async function read(gate: Gate, path: "room" | "log", isolate = 0) {
  const response = await gate.fetch(new Request(`https://tickets.example/__corral/${path}`), isolate);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Within three seconds, asking once a second. */
export async function untilLetIn(gate: Gate, visitor: Browser): Promise<void> {
  for (let asked = 0; asked < 3 && (await visitor.poll()).state !== "admitted"; asked++) await gate.elapse(1000);
  expect(visitor.pass()).not.toBeNull();
}
