import { realClock } from "./desk/clock.ts";
import { corral } from "./http/app.ts";

export default corral({
  clock: realClock,
  random: Math.random,
  // One structured line per change of state and per fault; nothing per request.
  log: (line) => console.log(JSON.stringify(line)),
});
