import { corral } from "./http/app.ts";

/** One structured line per change of state and per fault; nothing per request. */
export default corral((line) => console.log(JSON.stringify(line)));
