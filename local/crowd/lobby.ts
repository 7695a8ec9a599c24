// A crowd that comes to the lobby of a timed opening, and what its room publishes of the draw.

import { createHmac } from "node:crypto";

export type Lobby = {
  readonly order: "arrival" | "draw";
  /** How long after the crowd has begun to come the line opens. */
  readonly opensInSeconds: number;
};

/** The key that a room has published. *Fails*: before its time, and where nothing is drawn. */
export async function readDrawKey(workerUrl: string): Promise<string> {
  const response = await fetch(`${workerUrl}/__corral/room`);
  const room = (await response.json()) as { readonly drawKey?: unknown }; // looked at below
  if (typeof room.drawKey !== "string") throw new Error("The room has not published the key of its draw.");
  return room.drawKey;
}

/** The number of a ticket by the README's recipe, which is not the Worker's own code. */
export function drawnNumber(key: string, code: string): number {
  const hash = createHmac("sha256", Buffer.from(key, "hex")).update(code).digest("hex");
  return Number.parseInt(hash.slice(0, 12), 16);
}
