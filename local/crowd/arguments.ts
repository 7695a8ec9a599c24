import { parseArgs } from "node:util";
import type { Lobby } from "./lobby.ts";
import type { CrowdPlan } from "./send-crowd.ts";
import { STACK_VARS } from "./stack-vars.ts";

export type CrowdCommand = {
  readonly plan: CrowdPlan;
  /** `null`: the line is open when the crowd arrives. */
  readonly lobby: Lobby | null;
  readonly capacity: number;
  readonly workers: number;
  readonly vars: Readonly<Record<string, string>>;
};

export type ParsedArguments =
  | { readonly kind: "command"; readonly command: CrowdCommand }
  | { readonly kind: "misuse"; readonly sentence: string };

/** A longer run says more about the machine than about the room. */
const MOST_LIMIT_SECONDS = 1200;
/** Added to the time the visits need: for calls that lapse, and for the last polls. */
const SLOW_END_SECONDS = 180;

const OPTIONS = {
  visitors: { type: "string", default: "15000" },
  capacity: { type: "string", default: "500" },
  "visit-seconds": { type: "string", default: "8" },
  leavers: { type: "string", default: "0.1" },
  workers: { type: "string", default: "4" },
  "arrive-seconds": { type: "string", default: "10" },
  "limit-seconds": { type: "string" },
  lobby: { type: "boolean", default: false },
  order: { type: "string" },
  "opens-in-seconds": { type: "string" },
  var: { type: "string", multiple: true },
} as const;

class Misuse extends Error {
  readonly code = "MISUSE";
}

export function parseCrowdArguments(args: readonly string[]): ParsedArguments {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
    const visitors = readWhole("visitors", values.visitors, 1, 1_000_000);
    const capacity = readWhole("capacity", values.capacity, 1, 1_000_000);
    const workers = readWhole("workers", values.workers, 1, 64);
    const visitSeconds = readAmount("visit-seconds", values["visit-seconds"], 0, 3600);
    const arriveSeconds = readAmount("arrive-seconds", values["arrive-seconds"], 0, 3600);
    const leavers = readAmount("leavers", values.leavers, 0, 1);
    const lobby = readLobby(values, arriveSeconds);
    const limit = values["limit-seconds"];
    const beginSeconds = lobby?.opensInSeconds ?? arriveSeconds;
    const limitSeconds =
      limit === undefined
        ? Math.min(MOST_LIMIT_SECONDS, beginSeconds + (3 * visitors * visitSeconds) / capacity + SLOW_END_SECONDS)
        : readAmount("limit-seconds", limit, 1, MOST_LIMIT_SECONDS);
    const plan = { visitors, visitSeconds, arriveSeconds, leavers, limitSeconds };
    return { kind: "command", command: { plan, lobby, capacity, workers, vars: readVars(values.var ?? []) } };
  } catch (fault) {
    if (fault instanceof Misuse || isParseFault(fault)) return { kind: "misuse", sentence: fault.message };
    throw fault;
  }
}

type LobbyValues = {
  readonly lobby: boolean;
  readonly order?: string | undefined;
  readonly "opens-in-seconds"?: string | undefined;
};

function readLobby(values: LobbyValues, arriveSeconds: number): Lobby | null {
  const { lobby, order = "arrival", "opens-in-seconds": opensIn = "30" } = values;
  if (!lobby) {
    const alone = ["order", "opens-in-seconds"].find((name) => values[name as "order"] !== undefined);
    if (alone !== undefined) throw new Misuse(`--${alone} needs --lobby.`);
    return null;
  }
  if (order !== "arrival" && order !== "draw") throw new Misuse(`--order must be arrival or draw, not "${order}".`);
  const opensInSeconds = readAmount("opens-in-seconds", opensIn, 1, 600);
  if (arriveSeconds >= opensInSeconds) throw new Misuse("--arrive-seconds must be less than --opens-in-seconds.");
  return { order, opensInSeconds };
}

function readWhole(name: string, text: string, least: number, most: number): number {
  const value = readAmount(name, text, least, most);
  if (!Number.isInteger(value)) throw new Misuse(`--${name} must be a whole number, not "${text}".`);
  return value;
}

function readAmount(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new Misuse(`--${name} must be a number from ${least} to ${most}, not "${text}".`);
}

function readVars(pairs: readonly string[]): Record<string, string> {
  const vars: Record<string, string> = {};
  for (const pair of pairs) {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined) throw new Misuse(`--var must be NAME=VALUE, not "${pair}".`);
    if (STACK_VARS.some((own) => own === name)) throw new Misuse(`--var ${name} is set by the crowd itself.`);
    vars[name] = value;
  }
  return vars;
}

/** `parseArgs` of node:util throws errors with such a code; the message is a sentence for the user. */
function isParseFault(fault: unknown): fault is Error {
  return fault instanceof Error && "code" in fault && String(fault.code).startsWith("ERR_PARSE_ARGS");
}
