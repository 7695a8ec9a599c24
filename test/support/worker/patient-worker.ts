// The Worker as it ships, but that it waits for Redis for longer than a busy machine takes.

import { realClock } from "../../../src/desk/clock.ts";
import { corral } from "../../../src/http/app.ts";

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker's handlers from there
export default corral({
  clock: realClock,
  random: Math.random,
  log: (line) => console.log(JSON.stringify(line)),
  // Longer than a busy machine takes, shorter than a page waits for the answer to a poll.
  redisTimeoutMs: 10_000,
});
