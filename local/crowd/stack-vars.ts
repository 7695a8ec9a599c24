/** The Worker's variables that a stack sets itself; `docs/settings.md` lists all the others, which may be given. */
export const STACK_VARS = [
  "UPSTASH_REDIS_REST_URL",
  "UPSTASH_REDIS_REST_TOKEN",
  "SIGNING_SECRET",
  "CAPACITY",
  "ORIGIN_URL",
] as const;

export type StackVar = (typeof STACK_VARS)[number];
