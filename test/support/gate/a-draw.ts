// A room whose order is drawn, and what everybody can know of the draw.

import { createHmac } from "node:crypto";
import { DRAW_SECRET } from "../secrets.ts";
import type { Browser } from "./a-browser.ts";
import type { Gate } from "./a-gate.ts";

/** The tests' clock starts at 08:00:00. */
export const DRAW = {
  LOBBY_AT: "2027-01-15T07:00:00Z",
  OPENS_AT: "2027-01-15T08:01:00Z",
  ORDER: "draw",
  DRAW_SECRET,
};
export const OPENS_AT_MS = Date.parse(DRAW.OPENS_AT);
/** From here on people are called, and the key is published. */
export const CALLS_FROM_MS = OPENS_AT_MS + 8000;

type Published = {
  readonly drawCommitment: string | null;
  readonly drawKey: string | null;
  readonly opensAt: string | null;
};

export async function published(gate: Gate): Promise<Published> {
  await gate.settle();
  const response = await gate.fetch(new Request("https://tickets.example/__corral/room"));
  return (await response.json()) as Published; // its shape is what the tests are about
}

export async function until(gate: Gate, atMs: number): Promise<void> {
  await gate.elapse(atMs - gate.clock.nowMs());
}

export async function lobbyOf(gate: Gate, people: number): Promise<Browser[]> {
  const crowd = Array.from({ length: people }, () => gate.aBrowser());
  for (const [at, visitor] of crowd.entries()) await visitor.navigate("/", { isolate: at % 4 });
  return crowd;
}

export function codeOf(visitor: Browser): string {
  return String(visitor.ticket()?.sub);
}

/** By the recipe in docs/draw.md. */
export function numberOf(key: string | null, code: string): number {
  const hash = createHmac("sha256", Buffer.from(key ?? "", "hex"))
    .update(code)
    .digest("hex");
  return Number.parseInt(hash.slice(0, 12), 16);
}
