import { createClient } from "@redis/client";
import type { Stack } from "../../../local/crowd/crowd-stack.ts";

type SetName = "line" | "called" | "seats" | "spent";

/** A look into a room's sets behind the front's back; it costs the bill a command each. */
export type RedisLook = {
  readonly count: (set: SetName) => Promise<number>;
  /** Those of the visitors who are in none of the sets. */
  readonly missingFrom: (sets: readonly SetName[], visitors: readonly string[]) => Promise<string[]>;
  readonly close: () => void;
};

export async function lookInto({ redisUrl, room }: Stack): Promise<RedisLook> {
  const client = createClient({ url: redisUrl });
  client.on("error", () => {}); // a lost Redis fails the look that meets it
  await client.connect();
  const key = (set: SetName) => `corral:{${room}}:${set}`;
  return {
    count: (set) => client.zCard(key(set)),
    async missingFrom(sets, visitors) {
      if (visitors.length === 0) return [];
      const scores = await Promise.all(sets.map((set) => client.zmScore(key(set), [...visitors])));
      return visitors.filter((_, at) => scores.every((ofSet) => (ofSet[at] ?? null) === null));
    },
    close: () => client.destroy(),
  };
}
