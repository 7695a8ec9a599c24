import { type errors, Redis } from "@upstash/redis/cloudflare";
import { type FaultCode, TurnstileFault } from "./fault.ts";

/**
 * One round trip to Redis. The gate stands in front of every page, so a slow store must cost a visitor less than a page
 * load; past this the fault policy answers instead.
 */
const REDIS_TIMEOUT_MS = 800;

/**
 * A call that fails this soon met a lost connection or a hiccup of the service, not an outage: it is made once more,
 * since the verbs are safe to run twice. By the deadline above its caller still waits for less than a second.
 */
const AT_ONCE_MS = 150;

/** Runs one script and returns its reply as it came. *Fails*: throws a `TurnstileFault`. */
export type RunScript = (keys: string[], args: string[]) => Promise<unknown>;

/** The Upstash client with our limits: a deadline, no retries of its own, and replies as they came. */
export function redisClient(url: string, token: string, timeoutMs = REDIS_TIMEOUT_MS): (script: string) => RunScript {
  const redis = new Redis({
    url,
    token,
    // The client's default retries for 4.3 s, for which a gate cannot wait.
    retry: { retries: 0 },
    // A function: with a plain signal the client resolves with null when it fires.
    signal: () => AbortSignal.timeout(timeoutMs),
    // Would mix requests of different visitors in one fetch, which Workers forbid.
    enableAutoPipelining: false,
    // Would turn the member "12345" into a number.
    automaticDeserialization: false,
    enableTelemetry: false,
    readYourWrites: false,
    responseEncoding: false,
  });
  return (source) => {
    const script = redis.createScript<unknown>(source);
    return async function runScript(keys, args) {
      const startedMs = Date.now();
      try {
        return await script.exec(keys, args).catch((cause) => {
          if (Date.now() - startedMs >= AT_ONCE_MS) throw cause;
          return script.exec(keys, args);
        });
      } catch (cause) {
        throw new TurnstileFault(codeOf(cause), cause);
      }
    };
  };
}

function codeOf(cause: unknown): FaultCode {
  if (!(cause instanceof Error)) return "unreachable";
  // The client's error classes by name: their module is not exported for the Workers build.
  switch (cause.name as keyof typeof errors | "TimeoutError" | "AbortError") {
    case "TimeoutError":
    case "AbortError":
      return "timeout";
    case "UpstashError":
      return "refused";
    case "UpstashJSONParseError":
      return "malformed-reply";
    default:
      return "unreachable";
  }
}
