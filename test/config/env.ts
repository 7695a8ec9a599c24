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

/** The hours of a sale: an hour of lobby, and eight hours from the opening to the close. */
export const aDay = {
  LOBBY_AT: "2027-03-21T09:00:00+09:00",
  OPENS_AT: "2027-03-21T10:00:00+09:00",
  CLOSES_AT: "2027-03-21T18:00:00+09:00",
};

export const aDraw = { ...aDay, ORDER: "draw", DRAW_SECRET: "a draw secret of thirty-two bytes or more" };
