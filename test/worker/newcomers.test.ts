import { it } from "vitest";
import { startNodeSite } from "../support/worker/node-site.ts";
import { aRawVisitor, type RawVisitor } from "../support/worker/raw-visitor.ts";
import { useWorkerStack } from "../support/worker/worker-stack.ts";

const stack = useWorkerStack();

// Two Workers ask Redis about eight newcomers at once: with three seats the script has to refuse some of those too.
it.concurrent.for([
  { people: 50, seats: 3 },
  { people: 500, seats: 10 },
])(
  "of $people who come at once to two Workers, $seats reach the site, as many as there are seats",
  { timeout: 90_000 },
  async ({ people, seats }, { expect, onTestFinished }) => {
    const site = await startNodeSite();
    onTestFinished(site.stop);
    const room = { siteUrl: site.url, vars: { CAPACITY: String(seats), ROOM: `seats-${seats}` } };
    const urls = await Promise.all([stack.startRoom(room), stack.startRoom(room)]);
    const visitors = Array.from({ length: people }, (_, at) => aRawVisitor({ url: urls[at % 2] ?? "" }));
    await Promise.all(visitors.map((visitor) => visitor.navigate()));

    const countLetIn = async () => {
      await Promise.all(visitors.map(askAgain));
      return site.requests().length;
    };
    await expect.poll(countLetIn, { interval: 500, timeout: 40_000 }).toBe(seats);
    const countInLine = () => stack.redis.zCard(`corral:{seats-${seats}}:line`);
    await expect.poll(countInLine, { timeout: 10_000 }).toBe(people - seats);
    for (let round = 0; round < 3; round += 1) expect(await countLetIn()).toBe(seats);
  },
);

async function askAgain(visitor: RawVisitor): Promise<void> {
  if (visitor.cookies().Cookie?.includes("corral-pass-")) return;
  if ((await visitor.poll()) === "admitted") await visitor.navigate();
}
