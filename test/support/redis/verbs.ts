import { createHash } from "node:crypto";
import type { UpstashFront } from "../../../local/upstash/server.ts";
import { SCRIPTS } from "../../../src/turnstile/scripts.ts";

export type Verb = keyof typeof SCRIPTS;

const VERB_BY_HASH = new Map(
  Object.entries(SCRIPTS).map(([verb, source]) => [createHash("sha1").update(source).digest("hex"), verb as Verb]),
);

/** The verbs that Redis is asked from now on, in order. It takes the place of a fault, and a fault takes its place. */
export function recordVerbs(front: UpstashFront): Verb[] {
  const verbs: Verb[] = [];
  front.setFault({
    kind: "refuse",
    only([, hash = ""]) {
      const verb = VERB_BY_HASH.get(hash);
      if (verb !== undefined) verbs.push(verb);
      return false;
    },
  });
  return verbs;
}

/** For a fault's `only`: the calls of one verb. */
export function isVerb(verb: Verb): (command: readonly string[]) => boolean {
  return ([, hash = ""]) => VERB_BY_HASH.get(hash) === verb;
}
