// The Worker as it ships, but for a clock that is ahead by as much as its settings say.

import { realClock } from "../../../src/desk/clock.ts";
import { corral } from "../../../src/http/app.ts";

let aheadMs = 0;

const app = corral({
  clock: { ...realClock, nowMs: () => Date.now() + aheadMs },
  random: Math.random,
  log: (line) => console.log(JSON.stringify(line)),
});

const worker: ExportedHandler<Record<string, unknown>> = {
  fetch(request, env, context) {
    aheadMs = Number(env.CLOCK_AHEAD_MS);
    return app.fetch(request, env, context);
  },
};

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker's handlers from there
export default worker;
