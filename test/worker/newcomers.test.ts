import { afterAll, beforeAll, expect, it } from "vitest";
import { type NodeSite, startNodeSite } from "../support/worker/node-site.ts";
import { aRawVisitor, type RawVisitor } from "../support/worker/raw-visitor.ts";
import { startWorkerStack, type WorkerStack } from "../support/worker/worker-stack.ts";

let stack: WorkerStack;
let site: NodeSite;
beforeAll(async () => {
  [stack, site] = await Promise.all([startWorkerStack(), startNodeSite()]);
});
afterAll(async () => {
  await stack.stop();
  await site.close();
});

// Two Workers ask Redis about eight newcomers at once: with three seats the script has to refuse some of those too.
it.each([
  { people: 50, seats: 3 },
  { people: 500, seats: 10 },
])(
  "of $people who come at once to two Workers, $seats reach the site, as many as there are seats",
  async (given) => {
    const { people, seats } = given;
    const room = { siteUrl: site.url, vars: { CAPACITY: String(seats), ROOM: `seats-${seats}` } };
    const urls = await Promise.all([stack.startRoom(room), stack.startRoom(room)]);
    const visitors = Array.from({ length: people }, (_, at) => aRawVisitor({ url: urls[at % 2] ?? "" }));
    const before = site.requests().length;
    await Promise.all(visitors.map((visitor) => visitor.navigate()));

    const countLetIn = async () => {
      await Promise.all(visitors.map(askAgain));
      return site.requests().length - before;
    };
    await expect.poll(countLetIn, { interval: 500, timeout: 40_000 }).toBe(seats);
    const countInLine = () => stack.redis.zCard(`corral:{seats-${seats}}:line`);
    await expect.poll(countInLine, { timeout: 10_000 }).toBe(people - seats);
    for (let round = 0; round < 3; round += 1) expect(await countLetIn()).toBe(seats);
  },
  90_000,
);

async function askAgain(visitor: RawVisitor): Promise<void> {
  if (visitor.cookies().Cookie?.includes("corral-pass-")) return;
  if ((await visitor.poll()) === "admitted") await visitor.navigate();
}
