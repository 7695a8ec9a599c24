// The lobby of a timed opening, and what its room publishes of the draw.

import { createHmac } from "node:crypto";

export type Lobby = {
  readonly order: "arrival" | "draw";
  /** From the crowd's first arrivals to the opening of the line. */
  readonly opensInSeconds: number;
};

/** The draw's key as the room publishes it. *Fails*: before it is published, and where nothing is drawn. */
export async function readDrawKey(workerUrl: string): Promise<string> {
  const response = await fetch(`${workerUrl}/__corral/room`);
  const room = (await response.json()) as { readonly drawKey?: unknown }; // looked at below
  if (typeof room.drawKey !== "string") throw new Error("The room has not published the key of its draw.");
  return room.drawKey;
}

/** A ticket's number by the recipe in docs/draw.md, independently of the Worker's own code. */
export function drawnNumber(key: string, code: string): number {
  const hash = createHmac("sha256", Buffer.from(key, "hex")).update(code).digest("hex");
  return Number.parseInt(hash.slice(0, 12), 16);
}
