import { createHash } from "node:crypto";
import { squeezeLua } from "../../../local/build/build.ts";
import type { UpstashFront } from "../../../local/upstash/server.ts";
import { SCRIPTS } from "../../../src/turnstile/scripts.ts";

export type ScriptName = keyof typeof SCRIPTS;

type Call = { readonly script: ScriptName | "unknown"; readonly atMs: number };

/** Every script that Redis was asked for, as the front saw it come. */
export type CallLog = {
  /** *Fails*: when anything but the room's scripts was asked for, for that would be billed to nobody. */
  readonly count: (script: ScriptName) => number;
  /** How many calls came from then on and not after. */
  readonly between: (fromMs: number, toMs: number) => number;
};

/** Begins to log the calls at `front`, and lets each wait for `latencyMs` before it runs. */
export function logCalls(front: UpstashFront, latencyMs: number): CallLog {
  const names = namesBySha();
  const calls: Call[] = [];
  front.setFault({
    kind: "latency",
    ms: latencyMs,
    only([command, source = ""]) {
      const script = names.get(command === "EVALSHA" ? source : shaOf(source)) ?? "unknown";
      calls.push({ script, atMs: performance.now() });
      return latencyMs > 0;
    },
  });
  return {
    count(script) {
      if (calls.some((call) => call.script === "unknown"))
        throw new Error("Redis was asked for no script of the room's");
      return calls.filter((call) => call.script === script).length;
    },
    between: (fromMs, toMs) => calls.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).length,
  };
}

/** The Worker as it is built asks for its scripts without their comments. */
function namesBySha(): ReadonlyMap<string, ScriptName> {
  const names = new Map<string, ScriptName>();
  for (const name of ["turn", "arrive", "renew", "release"] as const) names.set(shaOf(squeezeLua(SCRIPTS[name])), name);
  return names;
}

function shaOf(source: string): string {
  return createHash("sha1").update(source).digest("hex");
}
