import { randomBytes } from "node:crypto";

/** The Workers' variables for a day on which the line opens at `opensAtMs` and the lobby is already open. */
export function openingVars(order: "arrival" | "draw", opensAtMs: number): Readonly<Record<string, string>> {
  const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    LOBBY_AT: at(opensAtMs - 3_600_000),
    OPENS_AT: at(opensAtMs),
    ORDER: order,
    ...(order === "draw" ? { DRAW_SECRET: randomBytes(32).toString("base64url") } : {}),
  };
}
