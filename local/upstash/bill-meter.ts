/**
 * What comes with having a local Redis and would not be on Upstash's bill: reading the meter, setting it back, wiping,
 * and what a client says about itself on connecting. Nothing the Worker sends has one of these names.
 */
const NOT_BILLED = new Set(["info", "hello", "client", "config", "script|flush", "flushall"]);

/**
 * What Upstash would bill, read off the text of `INFO commandstats`: one per call, calls inside scripts included.
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
