/** `npm start`: the whole of Corral on this machine, and a few words on what to try. */

import { MissingProgram } from "../process/find-or-install.ts";
import { PortInUse } from "../process/listen.ts";
import { type Stack, startStack } from "../stack/laptop-stack.ts";
import { welcome, welcomeToLobby } from "./welcome.ts";

const ROOM_PORT = 8787;
const LARGEST_PORT = 65_535;
/** The lobby is open from the start on, for at most this long. */
const LONGEST_LOBBY_SECONDS = 3600;

/** What a shell reports for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const asked = new AbortController();
takeSignals();

const roomPort = readPort(process.env.PORT);
const opensInSeconds = readSeconds(process.env.OPENS_IN);
if (opensInSeconds === null) {
  giveUp(
    `OPENS_IN is ${JSON.stringify(process.env.OPENS_IN)}. Give whole seconds up to an hour, for example OPENS_IN=60.`,
  );
} else if (roomPort === null) {
  giveUp(
    `PORT is ${JSON.stringify(process.env.PORT)}, which is no port. Give a number, for example PORT=${ROOM_PORT}.`,
  );
} else {
  await run(roomPort, opensInSeconds);
}

async function run(port: number, opensIn: number): Promise<void> {
  process.stderr.write("Starting Redis, the Upstash front, the shop and the Worker …\n");
  let stack: Stack;
  try {
    const opensAtMs = Math.ceil(Date.now() / 1000 + opensIn) * 1000;
    stack = await startStack({ roomPort: port, hosts: "all", ...(opensIn === 0 ? {} : { opensAtMs }) });
  } catch (fault) {
    // Ctrl-C reaches wrangler too, so an interrupted start fails: that is no news to the person who pressed it.
    return asked.signal.aborted ? leave() : giveUp(explain(fault));
  }
  takeSignals();
  const words = opensIn === 0 ? welcome(stack) : welcomeToLobby(stack, opensIn);
  if (!asked.signal.aborted) process.stdout.write(words);
  const dead = await Promise.race([untilAsked(), stack.died]);
  await stack.stop();
  // Ctrl-C reaches Redis too: a part that ends while everything is being stopped has not died.
  if (dead === null || asked.signal.aborted) leave();
  else giveUp(`${dead} ended by itself; everything else was stopped.`);
}

/**
 * Makes a signal mean "stop everything, then end". Needed again once the Worker runs: miniflare adds handlers that end
 * the process on the spot.
 */
function takeSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    // Asked a second time, nothing is waited for; Redis and workerd end with this process.
    process.on(signal, () => (asked.signal.aborted ? process.exit(INTERRUPTED) : asked.abort()));
  }
}

function untilAsked(): Promise<null> {
  return new Promise((resolve) => {
    if (asked.signal.aborted) resolve(null);
    asked.signal.addEventListener("abort", () => resolve(null));
  });
}

function explain(fault: unknown): string {
  if (fault instanceof PortInUse) {
    const other = fault.port + (fault.port > LARGEST_PORT - 10 ? -10 : 10);
    return `Port ${fault.port} is in use. Stop what runs there, or choose another: PORT=${other} npm start`;
  }
  if (fault instanceof MissingProgram) return fault.message;
  return fault instanceof Error ? `Corral could not be started. ${fault.message}` : "Corral could not be started.";
}

function leave(): void {
  process.stderr.write("\nStopped.\n");
  process.exit(0);
}

function giveUp(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** 0: there is no lobby, the line is open. */
function readSeconds(text = "0"): number | null {
  const seconds = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return seconds <= LONGEST_LOBBY_SECONDS ? seconds : null;
}

function readPort(text: string | undefined): number | null {
  if (text === undefined || text === "") return ROOM_PORT;
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= LARGEST_PORT ? port : null;
}
