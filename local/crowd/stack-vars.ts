/** The Worker vars a stack fills in itself; all others may be given (DESIGN §7). */
export const STACK_VARS = [
  "UPSTASH_REDIS_REST_URL",
  "UPSTASH_REDIS_REST_TOKEN",
  "SIGNING_SECRET",
  "CAPACITY",
  "ORIGIN_URL",
] as const;

export type StackVar = (typeof STACK_VARS)[number];
