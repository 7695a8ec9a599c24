/** `npm run room -- pause --reason "…"`: lets the operator steer a room through its own address. */

import { parseArgs } from "node:util";
import { LOCAL_ADMIN_TOKEN } from "../stack/laptop-stack.ts";

/** Where `npm start` opens its room. */
const LOCAL_ROOM = `http://127.0.0.1:${process.env.PORT || 8787}`;

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

async function send({ method, path, body }: Order): Promise<number> {
  const { ROOM_URL = LOCAL_ROOM, ADMIN_TOKEN = LOCAL_ADMIN_TOKEN } = process.env;
  const response = await fetch(new URL(path, ROOM_URL), {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  (response.ok ? process.stdout : process.stderr).write(
    isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : `${response.status}: ${text}\n`,
  );
  return response.ok ? 0 : 1;
}

try {
  const { values, positionals } = parseArgs({ options: { reason: { type: "string" } }, allowPositionals: true });
  const order = readOrder(positionals, values.reason);
  if (order === null) process.stderr.write(USAGE);
  process.exitCode = order === null ? 2 : await send(order);
} catch (fault) {
  const cause = fault instanceof Error && fault.cause instanceof Error ? ` (${fault.cause.message})` : "";
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}${cause}\n\n${USAGE}`);
  process.exitCode = 1;
}
