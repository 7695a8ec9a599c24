// Checks, from outside every Worker, that people are called in the order of the draw.

import { createClient } from "@redis/client";

/** The called and the line at one moment: both are read in one MULTI, so nobody is in both. */
export type Look = {
  /** With a call or a seat. */
  readonly called: ReadonlySet<string>;
  /** The visitors with the lowest numbers in line. */
  readonly front: readonly string[];
};

/** A newly called visitor, when that was seen, and everyone who was at the front of the line before and after. */
export type Call = { readonly visitor: string; readonly atMs: number; readonly passedOver: readonly string[] };

/** A visitor of the lobby who stayed: their number in the published draw, and when they reported (the run's clock). */
export type Reported = { readonly visitor: string; readonly number: number; readonly atMs: number };

export type CallWatch = {
  begin(nowMs: () => number): void;
  /** How many looks it has taken. */
  looks(): number;
  /** Stops. Gives every call seen, and the number of looks. */
  stop(): Promise<{ readonly calls: readonly Call[]; readonly looks: number }>;
};

/** A turn calls at most once a second. A call lasts seconds, until its holder's next poll, and then becomes a seat. */
const LOOK_EVERY_MS = 200;
/** MULTI, ZRANGE, ZRANGE, ZRANGE, EXEC. */
export const COMMANDS_PER_LOOK = 5;
/** More than can be called between two looks, so that some of the front always remain. */
const FRONT_BEYOND_CAPACITY = 200;

/** A watch with its own connection, which does not look yet. */
export async function connectCallWatch(options: {
  readonly redisUrl: string;
  readonly room: string;
  readonly capacity: number;
}): Promise<CallWatch> {
  const client = createClient({ url: options.redisUrl, disableClientInfo: true });
  client.on("error", () => {}); // a lost Redis fails the look that meets it
  await client.connect();
  const key = (name: string) => `corral:{${options.room}}:${name}`;
  const most = options.capacity + FRONT_BEYOND_CAPACITY;
  const calls: Call[] = [];
  let looks = 0;
  let before: Look = { called: new Set(), front: [] };
  let state: "looking" | "stopped" = "looking";
  let looking: Promise<void> = Promise.resolve();

  async function look(nowMs: () => number): Promise<void> {
    const multi = client.multi().zRange(key("called"), 0, -1).zRange(key("seats"), 0, -1);
    const [called, seats, front] = (await multi.zRange(key("line"), 0, most).exec()) as unknown as string[][]; // of ZRANGEs
    looks += 1;
    const now = { called: new Set([...(called ?? []), ...(seats ?? [])]), front: front ?? [] };
    calls.push(...findCalls(before, now, nowMs()));
    before = now;
  }

  async function keepLooking(nowMs: () => number): Promise<void> {
    while (state === "looking") {
      const startedAtMs = performance.now();
      await look(nowMs);
      const restMs = Math.max(1, LOOK_EVERY_MS - (performance.now() - startedAtMs));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  return {
    begin(nowMs) {
      looking = keepLooking(nowMs);
      looking.catch(() => {}); // `stop` reports it
    },
    looks: () => looks,
    async stop() {
      state = "stopped";
      try {
        await looking;
      } finally {
        client.destroy();
      }
      return { calls, looks };
    },
  };
}

/** The calls between two looks, each with the visitors who stayed at the front of the line through both. */
export function findCalls(before: Look, now: Look, atMs: number): Call[] {
  const stood = new Set(before.front);
  const passedOver = now.front.filter((visitor) => stood.has(visitor));
  const newly = [...now.called].filter((visitor) => !before.called.has(visitor));
  return newly.map((visitor) => ({ visitor, atMs, passedOver }));
}

/** A report travels with the next turn and is counted by the one after (1 s each); a look adds up to 500 ms. */
const HEARD_WITHIN_MS = 2500;

/**
 * How many calls break the order: a lower number was in line before and after the call, or its holder had reported in
 * time and was called later, whether or not Redis knew of them.
 */
export function countOutOfOrder(
  calls: readonly Call[],
  reported: readonly Reported[],
  numberOf: (visitor: string) => number,
): number {
  const calledMs = new Map([...calls].reverse().map(({ visitor, atMs }) => [visitor, atMs])); // the first call of each
  const inOrder = [...reported].sort((a, b) => a.number - b.number);
  const isPassedOver = ({ visitor, atMs }: Reported, at: number) =>
    atMs + HEARD_WITHIN_MS < at && (calledMs.get(visitor) ?? Number.POSITIVE_INFINITY) > at;
  return calls.filter(({ visitor, atMs, passedOver }) => {
    const number = numberOf(visitor);
    if (passedOver.some((other) => numberOf(other) < number)) return true;
    const first = inOrder.find((other) => other.number >= number || isPassedOver(other, atMs));
    return first !== undefined && first.number < number;
  }).length;
}
