import { arrivals } from "./crowds.ts";
import { lookInto } from "./redis-look.ts";
import type { FaultRow, Scene } from "./row.ts";
import { FILL_SECONDS, SHORT_SESSIONS } from "./settings.ts";

const OUTAGE_SECONDS = 30;
/** A snapshot is answered from for 3 s, and a call is given up after 0.8 s: then every Worker knows of the outage. */
const KNOWN_AFTER_MS = 4000;

/** Redis refuses for half a minute and the room is set to `ON_FAULT=open`. */
export const open: FaultRow = {
  fault: "open",
  capacity: 60,
  vars: { ...SHORT_SESSIONS, ON_FAULT: "open" },
  plans: () => [
    ...arrivals({ people: 250, overSeconds: 10, visitSeconds: 6 }),
    ...arrivals({ people: 100, fromSeconds: FILL_SECONDS, overSeconds: OUTAGE_SECONDS, visitSeconds: 6 }),
  ],
  limitSeconds: 150,
  async befall(scene) {
    const { stack, crowd, began, ended } = scene;
    await crowd.clock.pause(FILL_SECONDS * 1000);
    began();
    const knownMs = Date.now() + KNOWN_AFTER_MS;
    stack.front.setFault({ kind: "refuse" });
    await crowd.clock.pause(OUTAGE_SECONDS * 1000);
    const endMs = Date.now();
    stack.front.setFault(null);
    ended();
    await crowd.journeys;
    judgeOpenness(scene, knownMs, endMs);
    await judgePasses(scene);
  },
  bars: { passesAbove: 0.02, order: "let go" },
  // Those who were let through without a pass line up like everybody else once Redis is back.
  excuses: (what) => what.startsWith("sent back to wait"),
};

function judgeOpenness({ observer, note, miss }: Scene, fromMs: number, toMs: number): void {
  const told = observer.toldMs.filter((atMs) => atMs >= fromMs && atMs < toMs).length;
  note(`${told} answers told somebody to wait while the room stood open`);
  if (told > 0) miss(`${told} were told to wait while the room stood open, nobody may be`);
}

/** All who were ever given passes are in the room's memory: with a call, a seat, or as one whose ticket is over. */
async function judgePasses({ stack, observer, note, miss }: Scene): Promise<void> {
  const redis = await lookInto(stack);
  const visitors = [...new Set(observer.passesGiven.map(({ visitor }) => visitor))];
  const unknown = await redis.missingFrom(["called", "seats", "spent"], visitors);
  redis.close();
  note(`Redis knows ${visitors.length - unknown.length} of the ${visitors.length} who were given passes`);
  if (unknown.length > 0) miss(`${unknown.length} held passes that Redis does not know, nobody may`);
}
