/**
 * Commands that only a local Redis needs and that Upstash would not bill: reading and resetting the meter, wiping, and
 * a client's introduction when it connects. The Worker sends no command of these names.
 */
const NOT_BILLED = new Set(["info", "hello", "client", "config", "script|flush", "flushall"]);

/**
 * The number of commands that Upstash would bill, from `INFO commandstats`: one per call, including those in scripts.
 *
 * A script with three commands inside counts four, a variadic command one; a transaction's MULTI and EXEC count too.
 */
export function sumBilled(commandstats: string): number {
  let billed = 0;
  for (const [, name = "", calls = "0"] of commandstats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)) {
    const [family = ""] = name.split("|");
    if (!NOT_BILLED.has(name) && !NOT_BILLED.has(family)) billed += Number(calls);
  }
  return billed;
}
