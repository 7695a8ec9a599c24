// A crowd that comes to the lobby of a timed opening: the calendar of its room, and what is published of its draw.

import { createHmac, randomBytes } from "node:crypto";

export type Lobby = {
  readonly order: "arrival" | "draw";
  /** How long after the crowd has begun to come the line opens. */
  readonly opensInSeconds: number;
};

/** The Workers' vars of a day on which the line opens at a moment; its lobby is open already. */
export function lobbyVars(order: Lobby["order"], opensAtMs: number): Readonly<Record<string, string>> {
  const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    LOBBY_AT: at(opensAtMs - 3_600_000),
    OPENS_AT: at(opensAtMs),
    ORDER: order,
    ...(order === "draw" ? { DRAW_SECRET: randomBytes(32).toString("base64url") } : {}),
  };
}

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
