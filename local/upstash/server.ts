/**
 * Upstash's REST interface in front of a plain Redis, as far as `@upstash/redis` and curl can tell, and able to fail on
 * demand. encoding.ts reads the commands and writes the answers, rest.ts speaks HTTP.
 */

import { serveLocally } from "../process/listen.ts";
import { sumBilled } from "./bill-meter.ts";
import { type Fault, faultPlan } from "./fault-injection.ts";
import { keyLocking } from "./key-locking.ts";
import { type Command, connectRedis } from "./redis-client.ts";
import { upstashRest } from "./rest.ts";

export type { Fault } from "./fault-injection.ts";

export type UpstashFront = {
  readonly url: string;
  readonly token: string;
  /** Applies to calls from now on; `null` ends it. */
  setFault(fault: Fault | null): void;
  /** REST calls received on any path, including refused ones. */
  callCount(): number;
  /** The names of the last commands (at most 1,000) in order, in upper case, including those that met a fault. */
  commands(): readonly string[];
  /** The commands that Upstash would have billed since the start or the last `resetBill`. */
  billed(): Promise<number>;
  resetBill(): Promise<void>;
  forgetScripts(): Promise<void>;
  /** Deletes all data; the script cache stays, as with FLUSHALL. */
  wipe(): Promise<void>;
  close(): Promise<void>;
};

/** Enough to see what one request or one test caused; of a crowd's thousands nobody reads more. */
const REMEMBERED_COMMANDS = 1000;

/**
 * Starts the front over the Redis at `redisUrl`.
 *
 * *Guarantees*: while Redis is away, calls fail with 500; the front stays up.
 * *Fails*: `PortInUse`; `LinkLost` when no Redis answers at the start.
 */
export async function startUpstashFront(options: {
  redisUrl: string;
  token: string;
  port?: number;
}): Promise<UpstashFront> {
  const link = await connectRedis(options.redisUrl);
  const scripts = keyLocking();
  const faults = faultPlan();
  let calls = 0;
  let names: string[] = [];

  const note = (commands: readonly Command[]) => {
    for (const [name = ""] of commands) names.push(name.toUpperCase());
    if (names.length > 2 * REMEMBERED_COMMANDS) names = names.slice(-REMEMBERED_COMMANDS);
  };
  const rest = upstashRest({
    token: options.token,
    countCall: () => {
      calls += 1;
    },
    meetFault: (commands) => {
      note(commands);
      return faults.meet(commands);
    },
    run: (command) => link.run(scripts.translate(command)),
    runTogether: (commands) => link.runTogether(commands.map(scripts.translate)),
  });
  const server = await serveLocally(rest.fetch, options.port ?? 0).catch(async (fault) => {
    await link.close();
    throw fault;
  });

  return {
    url: server.url,
    token: options.token,
    setFault: faults.set,
    callCount: () => calls,
    commands: () => names.slice(-REMEMBERED_COMMANDS),
    async billed() {
      return sumBilled(String(await link.run(["INFO", "commandstats"])));
    },
    async resetBill() {
      await link.run(["CONFIG", "RESETSTAT"]);
    },
    async forgetScripts() {
      scripts.forget();
      await link.run(["SCRIPT", "FLUSH"]);
    },
    async wipe() {
      await link.run(["FLUSHALL"]);
    },
    async close() {
      await server.close();
      await link.close();
    },
  };
}
