import type { Scene } from "./row.ts";

/** Longer than any answer takes: what a Worker still has on its way has arrived before it ends. */
const DRAIN_MS = 3000;

/**
 * Puts new Workers in the place of the old ones, one after another, as a deployment does: the new one takes the
 * requests, the old one finishes what it has.
 */
export async function rollWorkers(scene: Scene, vars: Readonly<Record<string, string>>): Promise<void> {
  const { stack, workers, crowd } = scene;
  for (const [at, old] of workers.entries()) {
    const next = await stack.addWorker({ vars });
    crowd.reroute(at, next.url);
    workers[at] = next;
    await crowd.clock.pause(DRAIN_MS);
    await old.stop();
  }
}
