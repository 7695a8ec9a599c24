/** The least a Worker needs, and what a test adds to it. */
export function anEnv(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    UPSTASH_REDIS_REST_URL: "https://a-database.upstash.io",
    UPSTASH_REDIS_REST_TOKEN: "AZ09token==",
    SIGNING_SECRET: "a signing secret of thirty-two bytes or more",
    CAPACITY: "500",
    ...overrides,
  };
}
