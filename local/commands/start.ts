/** `npm start`: the whole of Corral on this machine, and a few words on what to try. */

import { MissingProgram } from "../process/find-or-install.ts";
import { PortInUse } from "../process/listen.ts";
import { type Stack, startStack } from "../stack/laptop-stack.ts";

const ROOM_PORT = 8787;
const LARGEST_PORT = 65_535;
/** Of which the lobby is open from the start on. */
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
    stack = await startStack(opensIn === 0 ? { roomPort: port } : { roomPort: port, opensAtMs });
  } catch (fault) {
    // Ctrl-C reaches wrangler too, so an interrupted start fails: no news to whoever pressed it.
    return asked.signal.aborted ? leave() : giveUp(explain(fault));
  }
  takeSignals();
  const words = opensIn === 0 ? welcome(stack) : welcomeToLobby(stack, opensIn);
  if (!asked.signal.aborted) process.stdout.write(words);
  const dead = await Promise.race([untilAsked(), stack.died]);
  await stack.stop();
  // Ctrl-C reaches Redis too: what ended because everything is to end has not died.
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

function welcome({ roomUrl, shopUrl, frontUrl, redisUrl }: Stack): string {
  return `
  Corral is open: ${roomUrl}

  Behind it        a ticket shop   ${shopUrl}
  Its memory       Upstash REST    ${frontUrl}
                   Redis           ${redisUrl}

  The shop takes two people at a time. Try this:

  - Open the room in two browsers (or private windows): both are let in. The third waits in line.
  - Register a runner in one of the first two, and watch the third be let in.
  - Close a waiting window and open the address again in the same browser: the place is kept.
  - Steer the room from another terminal:  npm run room -- pause --reason "Fog on the course"
  - See a lobby, an opening and a draw:   OPENS_IN=60 npm start
  - See the pages in any state, in any language:   ${roomUrl}/__corral/preview?state=near&lang=ko
  - As a newcomer without a browser:   curl -i -H 'Accept: text/html' ${roomUrl}/
  - What the waiting page asks:        curl -i -H 'Corral: status' ${roomUrl}/

  Ctrl-C stops everything.

`;
}

function welcomeToLobby({ roomUrl }: Stack, opensIn: number): string {
  return `
  The lobby is open: ${roomUrl}

  The line opens ${opensIn} seconds after the start, in an order that is drawn. Try this:

  - Open the room in several browsers (or private windows), and leave them alone: each finds its place by itself.
  - How the draw works, before the opening and after it:   ${roomUrl}/__corral/draw
  - What everybody may know of the room:                   ${roomUrl}/__corral/room
  - Steer it from another terminal:                        npm run room -- pause --reason "Fog on the course"

  Ctrl-C stops everything.

`;
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
