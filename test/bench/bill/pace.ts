import { setTimeout as sleep } from "node:timers/promises";

/**
 * Begins `count` pieces of work at an even rate, whatever becomes of those before, and waits for all of them.
 *
 * *Fails*: as the first piece that failed, once the last has begun.
 */
export async function atRate(perSecond: number, count: number, begin: (index: number) => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  const begun: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const waitMs = startedMs + (index * 1000) / perSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const piece = begin(index);
    piece.catch(() => {}); // reported below, when all have begun
    begun.push(piece);
  }
  await Promise.all(begun);
}
