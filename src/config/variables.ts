/** What an organiser can set, in the order the README lists it. `default` is the text that an unset variable stands for. */
export const VARIABLES = [
  required("UPSTASH_REDIS_REST_URL", "REST address of the Redis database at Upstash"),
  required("UPSTASH_REDIS_REST_TOKEN", "its read and write token (secret)"),
  required("SIGNING_SECRET", "signs tickets and passes, at least 32 bytes (secret)"),
  optional("SIGNING_SECRET_PREVIOUS", null, "the signing secret before the current one, still verifies (secret)"),
  required("CAPACITY", "most people on the site at once; 0 holds everyone"),
  optional("INFLOW_PER_MINUTE", "unlimited", "most people let in per minute, spread evenly"),
  optional("ROOM", "main", "name of the room: a-z, 0-9 and -, up to 32 characters"),
  optional("SESSION_SECONDS", "600", "how long a seat lasts"),
  optional("SESSION_RENEWAL", "on", "whether use renews a seat: on or off"),
  optional("SESSION_MAX_SECONDS", "3600", "how long a seat can last when use renews it"),
  optional("GRACE_SECONDS", "300", "how long after its end a pass still lets a form be sent or a payment return"),
  optional(
    "PATIENCE_SECONDS",
    "120",
    "silence after which a waiting visitor is dropped from the line; the ticket stays good",
  ),
  optional(
    "CLAIM_SECONDS",
    "75",
    "how long a call is kept for its visitor; longer than a background tab's one-minute timer",
  ),
  optional("TICKET_SECONDS", "86400", "how long a ticket keeps its place"),
  optional("ADMIT", "forward", "forward to the origin, or redirect to TARGET_URL"),
  optional("TARGET_URL", null, "where redirect sends people; required with it"),
  optional("ORIGIN_URL", null, "where forward sends requests when the Worker is not a route of the site"),
  optional("WAITING_STATUS", "200", "HTTP status of the waiting page: 200, 202, 429 or 503"),
  optional("BYPASS", null, "comma-separated path patterns that never wait, * for any text"),
  optional("ON_FAULT", "hold", "while Redis is away: hold lets newcomers wait, open lets everyone through"),
  optional("EVENT_NAME", null, "shown on the waiting page, up to 120 characters"),
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]["name"];

type Variable = {
  readonly name: string;
  readonly default: string | null;
  readonly required: boolean;
  readonly meaning: string;
};

function required<const Name extends string>(name: Name, meaning: string) {
  return { name, default: null, required: true, meaning } as const;
}

function optional<const Name extends string>(name: Name, defaultText: string | null, meaning: string) {
  return { name, default: defaultText, required: false, meaning } as const;
}
