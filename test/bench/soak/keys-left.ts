import { createClient } from "@redis/client";

const LOOK_EVERY_MS = 5000;
const SAY_EVERY_MS = 60_000;

/**
 * The keys that are left, but for the operator's own, once none is or after so long. Nothing is asked of the Workers
 * meanwhile, so that nothing but the TTLs ends them.
 */
export async function awaitNoKeys(redisUrl: string, mostSeconds: number, say: (line: string) => void): Promise<number> {
  const client = createClient({ url: redisUrl });
  client.on("error", () => {}); // a lost Redis fails the look that meets it
  await client.connect();
  try {
    const beganAtMs = performance.now();
    let saidAtMs = Number.NEGATIVE_INFINITY;
    for (;;) {
      const keys = (await client.keys("*")).filter((key) => !key.endsWith(":control"));
      const nowMs = performance.now();
      const isOver = keys.length === 0 || nowMs - beganAtMs > mostSeconds * 1000;
      if (isOver || nowMs - saidAtMs >= SAY_EVERY_MS) {
        saidAtMs = nowMs;
        const ttls = await Promise.all(
          keys.map(async (key) => `${key} ${Math.round((await client.pTTL(key)) / 1000)} s`),
        );
        say(`${Math.round((nowMs - beganAtMs) / 1000)} s after the crowd: ${ttls.join(", ") || "no key"}.`);
      }
      if (isOver) return keys.length;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } finally {
    client.destroy();
  }
}
