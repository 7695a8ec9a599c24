/**
 * The variables an organiser can set, in the order of docs/settings.md. `default` is the text that an unset one stands
 * for.
 */
export const VARIABLES = [
  required("UPSTASH_REDIS_REST_URL"),
  required("UPSTASH_REDIS_REST_TOKEN"),
  required("SIGNING_SECRET"),
  optional("SIGNING_SECRET_PREVIOUS", null),
  optional("ADMIN_TOKEN", null),
  required("CAPACITY"),
  optional("INFLOW_PER_MINUTE", "unlimited"),
  optional("ROOM", "main"),
  optional("SESSION_SECONDS", "600"),
  optional("SESSION_RENEWAL", "on"),
  optional("SESSION_MAX_SECONDS", "3600"),
  optional("GRACE_SECONDS", "300"),
  optional("PATIENCE_SECONDS", "120"),
  optional("CLAIM_SECONDS", "75"),
  optional("TICKET_SECONDS", "86400"),
  optional("LOBBY_AT", null),
  optional("OPENS_AT", null),
  optional("CLOSES_AT", null),
  optional("BEFORE", "forward"),
  optional("ORDER", "arrival"),
  optional("DRAW_SECRET", null),
  optional("RAMP_SECONDS", "0"),
  optional("ADMIT", "forward"),
  optional("TARGET_URL", null),
  optional("ORIGIN_URL", null),
  optional("WAITING_STATUS", "200"),
  optional("BYPASS", null),
  optional("ON_FAULT", "hold"),
  optional("EVENT_NAME", null),
  optional("MESSAGE", null),
  optional("BRAND_COLOR", null),
  optional("LOGO_URL", null),
  optional("SUPPORT_URL", null),
  optional("PREVIEW", "off"),
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]["name"];

type Variable = {
  readonly name: string;
  readonly default: string | null;
  readonly required: boolean;
};

function required<const Name extends string>(name: Name) {
  return { name, default: null, required: true } as const;
}

function optional<const Name extends string>(name: Name, defaultText: string | null) {
  return { name, default: defaultText, required: false } as const;
}
