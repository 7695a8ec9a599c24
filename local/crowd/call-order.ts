// Whether people are called in the order of the draw, seen from outside every Worker.

import { createClient } from "@redis/client";

/** Who is in line can be told from who is called because both are read in one MULTI. */
export type Look = {
  /** With a call or a seat. */
  readonly called: ReadonlySet<string>;
  /** The lowest in line. */
  readonly front: readonly string[];
};

/** Somebody newly called, when that was seen, and all who stood at the front of the line before and after. */
export type Call = { readonly visitor: string; readonly atMs: number; readonly passedOver: readonly string[] };

/** Somebody of the lobby who stayed: his number by what is published, and when he had reported. Times are of the run's clock. */
export type Reported = { readonly visitor: string; readonly number: number; readonly atMs: number };

export type CallWatch = {
  begin(nowMs: () => number): void;
  /** How often it has looked. */
  looks(): number;
  /** Stops; every call seen, and how many looks it took. */
  stop(): Promise<{ readonly calls: readonly Call[]; readonly looks: number }>;
};

/** A turn calls at most once a second; a call lasts until its holder's next ask, seconds later, and then is a seat. */
const LOOK_EVERY_MS = 200;
/** MULTI, ZRANGE, ZRANGE, ZRANGE, EXEC. */
export const COMMANDS_PER_LOOK = 5;
/** More than may be called between two looks, so that of the front some are always left. */
const FRONT_BEYOND_CAPACITY = 200;

/** A watch with a connection of its own, not looking yet. */
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
      looking.catch(() => {}); // told to whoever stops the watch
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

/** Who was called between two looks, and who stayed in line at the front through both. */
export function findCalls(before: Look, now: Look, atMs: number): Call[] {
  const stood = new Set(before.front);
  const passedOver = now.front.filter((visitor) => stood.has(visitor));
  const newly = [...now.called].filter((visitor) => !before.called.has(visitor));
  return newly.map((visitor) => ({ visitor, atMs, passedOver }));
}

/** A report travels with the next turn, and a turn later the room has counted it; and a look may be so late. */
const HEARD_WITHIN_MS = 2500;

/**
 * The calls that do not follow the order: somebody lower stood in line and does still, or had reported in good time and is
 * called later, whether or not Redis had heard of him.
 */
export function countOutOfOrder(
  calls: readonly Call[],
  reported: readonly Reported[],
  numberOf: (visitor: string) => number,
): number {
  const calledMs = new Map([...calls].reverse().map(({ visitor, atMs }) => [visitor, atMs])); // the first call of each;
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
