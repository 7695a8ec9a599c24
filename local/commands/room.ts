/** `npm run room -- pause --reason "…"`: lets the operator steer a room through its own address. */

import { parseArgs } from "node:util";
import { LOCAL_ADMIN_TOKEN } from "../stack/laptop-stack.ts";

/** Where the command finds its room; what is not set means the room of `npm start`. */
export type RoomEnv = {
  readonly ROOM_URL?: string | undefined;
  readonly ADMIN_TOKEN?: string | undefined;
  readonly PORT?: string | undefined;
};

export type Output = { readonly print: (text: string) => void; readonly complain: (text: string) => void };

const USAGE = `npm run room -- <command>, with ROOM_URL and ADMIN_TOKEN set (else the room of npm start)

  status                             the public figures of the room
  log                                the last changes
  pause                              nobody is let in; everyone keeps their place
  soldout                            nobody else is let in, and the page says so
  open                               people are let in again
  capacity <number | default>        most people on the site at once
  inflow <number | unlimited | default>
                                     most people let in per minute
  message <text | none>              to everyone who waits

Put a text of several words in quotation marks. --reason "…" is logged with any change; with pause or soldout it is shown to everyone.
`;

type Order = { readonly method: "GET" | "PATCH"; readonly path: string; readonly body?: object };

/** Commands that take one word. Any surplus word is refused, not dropped: it was meant for something. */
const TAKES_ONE: ReadonlySet<string | undefined> = new Set(["capacity", "inflow", "message"]);

function readOrder([command, value, ...surplus]: readonly string[], reason: string | undefined): Order | null {
  if (surplus.length > 0 || (value !== undefined && !TAKES_ONE.has(command))) return null;
  const change = (body: object): Order => ({
    method: "PATCH",
    path: "/__corral/room",
    body: { ...body, ...(reason === undefined ? {} : { why: reason }) },
  });
  switch (command) {
    case "status":
      return { method: "GET", path: "/__corral/room" };
    case "log":
      return { method: "GET", path: "/__corral/log" };
    case "pause":
      return change({ state: "paused" });
    case "soldout":
      return change({ state: "soldout" });
    case "open":
      return change({ state: "open" });
    case "capacity":
      return value === undefined ? null : change({ capacity: readNumber(value) });
    case "inflow":
      return value === undefined ? null : change({ inflowPerMinute: readNumber(value) });
    case "message":
      return value === undefined ? null : change({ message: value === "none" ? null : value });
    default:
      return null;
  }
}

/** A value that is no number is sent as it is: the room's answer says what it accepts. */
function readNumber(value: string): number | string | null {
  if (value === "default") return null;
  return /^\d+$/.test(value) ? Number(value) : value;
}

async function send({ method, path, body }: Order, env: RoomEnv, out: Output): Promise<number> {
  const { ROOM_URL = `http://127.0.0.1:${env.PORT || 8787}`, ADMIN_TOKEN = LOCAL_ADMIN_TOKEN } = env;
  const response = await fetch(new URL(path, ROOM_URL), {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  const say = response.ok ? out.print : out.complain;
  say(isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : `${response.status}: ${text}\n`);
  return response.ok ? 0 : 1;
}

/** Carries out one order and returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function main(args: readonly string[], env: RoomEnv, out: Output): Promise<number> {
  try {
    const options = { reason: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const order = readOrder(positionals, values.reason);
    if (order === null) out.complain(USAGE);
    return order === null ? 2 : await send(order, env, out);
  } catch (fault) {
    const cause = fault instanceof Error && fault.cause instanceof Error ? ` (${fault.cause.message})` : "";
    out.complain(`${fault instanceof Error ? fault.message : fault}${cause}\n\n${USAGE}`);
    return 1;
  }
}

if (import.meta.main) {
  const { ROOM_URL, ADMIN_TOKEN, PORT } = process.env;
  process.exitCode = await main(
    process.argv.slice(2),
    { ROOM_URL, ADMIN_TOKEN, PORT },
    { print: (text) => void process.stdout.write(text), complain: (text) => void process.stderr.write(text) },
  );
}
