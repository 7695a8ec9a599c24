import { createHash } from "node:crypto";
import { squeezeLua } from "../../../local/build/build.ts";
import { SCRIPTS } from "../../../src/turnstile/scripts.ts";

/** Whether a command on its way to Redis runs this verb's script, as the build sends it: by its SHA or by its text. */
export function runsVerb(verb: keyof typeof SCRIPTS): (command: readonly string[]) => boolean {
  const source = squeezeLua(SCRIPTS[verb]);
  const sha = createHash("sha1").update(source).digest("hex");
  return ([name, script]) => (name === "EVALSHA" && script === sha) || (name === "EVAL" && script === source);
}
