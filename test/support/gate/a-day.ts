// A room with a calendar, and how visitors get to its hours.

import type { Browser } from "./a-browser.ts";
import type { Gate } from "./a-gate.ts";
import { patch } from "./operator.ts";

/** The tests' clock starts at 08:00:00. */
export const NOT_YET = { LOBBY_AT: "2027-01-15T08:10:00Z", OPENS_AT: "2027-01-15T09:00:00Z" };
export const LOBBY = { LOBBY_AT: "2027-01-15T07:00:00Z", OPENS_AT: "2027-01-15T08:01:00Z" };
export const OPENS_AT_MS = Date.parse(LOBBY.OPENS_AT);
export const CLOSES = { CLOSES_AT: "2027-01-15T08:01:00Z" };

export async function inLobby(gate: Gate): Promise<Browser> {
  const visitor = gate.aBrowser();
  await visitor.navigate();
  return visitor;
}

/** So many visitors who came to the lobby one after the other, at the moment the line opens. */
export async function atTheOpening<Names extends string>(
  gate: Gate,
  ...names: Names[]
): Promise<Record<Names, Browser>> {
  const visitors: [Names, Browser][] = [];
  for (const name of names) {
    visitors.push([name, await inLobby(gate)]);
    await gate.elapse(1000);
  }
  await gate.elapse(OPENS_AT_MS - gate.clock.nowMs());
  return Object.fromEntries(visitors) as Record<Names, Browser>; // of these names and no other
}

/** A change of the operator's, once every isolate has heard of it. */
export async function change(gate: Gate, what: object): Promise<void> {
  await patch(gate, what);
  await gate.elapse(1000);
}
