import { createClient } from "@redis/client";

/** When each visitor was first seen to be called, and to have a seat; who has a seat was called before. */
export type Sightings = { readonly calledAtMs: readonly number[]; readonly seatedAtMs: readonly number[] };

export type SetsWatch = {
  latest(): { readonly seats: number; readonly called: number };
  stop(): Promise<Sightings>;
};

/** A call is heard of by a turn, and turns are a second apart: four looks between them date it well enough. */
const LOOK_EVERY_MS = 250;

/** Looks at a room's calls and seats from outside every Worker. Times are those of `nowMs`. */
export async function watchSets(
  { redisUrl, room }: { readonly redisUrl: string; readonly room: string },
  nowMs: () => number,
): Promise<SetsWatch> {
  const client = createClient({ url: redisUrl, disableClientInfo: true });
  client.on("error", () => {}); // a lost Redis fails the look that meets it
  await client.connect();
  const calledAtMs = new Map<string, number>();
  const seatedAtMs = new Map<string, number>();
  let latest = { seats: 0, called: 0 };
  let state: "looking" | "stopped" = "looking";

  async function keepLooking(): Promise<void> {
    while (state === "looking") {
      const [called, seats] = await Promise.all([
        client.zRange(`corral:{${room}}:called`, 0, -1),
        client.zRange(`corral:{${room}}:seats`, 0, -1),
      ]);
      latest = { seats: seats.length, called: called.length };
      const atMs = nowMs();
      for (const visitor of [...called, ...seats]) note(calledAtMs, visitor, atMs);
      for (const visitor of seats) note(seatedAtMs, visitor, atMs);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  const looking = keepLooking();
  looking.catch(() => {}); // thrown again where it is stopped
  return {
    latest: () => latest,
    async stop() {
      state = "stopped";
      try {
        await looking;
      } finally {
        client.destroy();
      }
      return { calledAtMs: [...calledAtMs.values()], seatedAtMs: [...seatedAtMs.values()] };
    },
  };
}

function note(times: Map<string, number>, visitor: string, atMs: number): void {
  if (!times.has(visitor)) times.set(visitor, atMs);
}
