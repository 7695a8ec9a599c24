// Whether people are called in the order of the draw, seen from outside every Worker.

import { createClient } from "@redis/client";

/** Who is in line can be told from who is called because both are read in one MULTI. */
export type Look = {
  /** With a call or a seat. */
  readonly called: ReadonlySet<string>;
  /** The lowest in line. */
  readonly front: readonly string[];
};

/** Somebody newly called, and all who had reported before, are still waiting, and stood at the front. */
export type Call = { readonly visitor: string; readonly passedOver: readonly string[] };

export type CallWatch = {
  begin(): void;
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

  async function look(): Promise<void> {
    const multi = client.multi().zRange(key("called"), 0, -1).zRange(key("seats"), 0, -1);
    const [called, seats, front] = (await multi.zRange(key("line"), 0, most).exec()) as unknown as string[][]; // of ZRANGEs
    looks += 1;
    const now = { called: new Set([...(called ?? []), ...(seats ?? [])]), front: front ?? [] };
    calls.push(...findCalls(before, now));
    before = now;
  }

  async function keepLooking(): Promise<void> {
    while (state === "looking") {
      const startedAtMs = performance.now();
      await look();
      const restMs = Math.max(1, LOOK_EVERY_MS - (performance.now() - startedAtMs));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  return {
    begin() {
      looking = keepLooking();
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
export function findCalls(before: Look, now: Look): Call[] {
  const stood = new Set(before.front);
  const passedOver = now.front.filter((visitor) => stood.has(visitor));
  const newly = [...now.called].filter((visitor) => !before.called.has(visitor));
  return newly.map((visitor) => ({ visitor, passedOver }));
}

/**
 * The calls that do not follow the order: somebody lower had reported before, and is waiting still. `numberOf` gives a
 * visitor's number by what is published.
 */
export function countOutOfOrder(calls: readonly Call[], numberOf: (visitor: string) => number): number {
  const lowest = new Map<readonly string[], number>();
  return calls.filter(({ visitor, passedOver }) => {
    const known = lowest.get(passedOver) ?? Math.min(...passedOver.map(numberOf));
    lowest.set(passedOver, known);
    return known < numberOf(visitor);
  }).length;
}
