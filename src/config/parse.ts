import * as v from "valibot";
import type { Calendar } from "../domain/calendar.ts";
import type { Admission, Room } from "../domain/room.ts";
import { type Environment, environment } from "./cross-checks.ts";
import { VARIABLES } from "./variables.ts";

export type Config = { readonly room: Room; readonly secrets: Secrets };

/** The variables that must never be shown, apart from the room, which holds none of them. */
export type Secrets = {
  readonly redisUrl: string;
  readonly redisToken: string;
  readonly signingSecret: string;
  readonly previousSigningSecret: string | null;
  /** The secret that a draw's numbers are derived from; `null` where there is no draw. */
  readonly drawSecret: string | null;
  /** The bearer may change the live settings; `null`: nobody may. */
  readonly adminToken: string | null;
};

/** `problem` continues after the variable's name. It never holds a value: a secret may stand in the wrong variable. */
export type ConfigIssue = { readonly variable: string; readonly problem: string };

export type ParsedConfig =
  | { readonly kind: "good"; readonly config: Config }
  | { readonly kind: "bad"; readonly issues: readonly ConfigIssue[] };

/**
 * The Worker's variables as a room and its secrets, or everything that is wrong with them.
 *
 * *Guarantees*: all issues at once, one for each variable; never throws; no issue holds any variable's value. An unset
 * or empty variable stands for its default. Numbers, which `[vars]` may hold without quotes, are read as their text.
 */
export function parseConfig(env: Readonly<Record<string, unknown>>): ParsedConfig {
  const texts = Object.fromEntries(
    VARIABLES.map((variable) => [variable.name, readText(env[variable.name], variable)]),
  );
  const parsed = v.safeParse(environment, texts);
  return parsed.success
    ? { kind: "good", config: configOf(parsed.output) }
    : { kind: "bad", issues: issuesOf(parsed.issues) };
}

function readText(value: unknown, variable: { readonly default: string | null }): unknown {
  if (value === undefined || value === null || value === "") return variable.default;
  return typeof value === "number" ? String(value) : value;
}

function issuesOf(issues: readonly v.BaseIssue<unknown>[]): readonly ConfigIssue[] {
  const byVariable = new Map<string, ConfigIssue>();
  for (const issue of issues) {
    const [variable, entry] = issue.path ?? [];
    const name = String(variable?.key);
    const problem = typeof entry?.key === "number" ? `pattern ${entry.key + 1} ${issue.message}` : issue.message;
    if (!byVariable.has(name)) byVariable.set(name, { variable: name, problem });
  }
  return [...byVariable.values()];
}

function configOf(env: Environment): Config {
  return {
    room: {
      name: env.ROOM,
      capacity: env.CAPACITY,
      inflowPerMinute: env.INFLOW_PER_MINUTE,
      sessionSeconds: env.SESSION_SECONDS,
      sessionRenewal: env.SESSION_RENEWAL,
      sessionMaxSeconds: env.SESSION_MAX_SECONDS,
      graceSeconds: env.GRACE_SECONDS,
      patienceSeconds: env.PATIENCE_SECONDS,
      claimSeconds: env.CLAIM_SECONDS,
      ticketSeconds: env.TICKET_SECONDS,
      calendar: calendarOf(env),
      admission: admissionOf(env),
      waitingStatus: env.WAITING_STATUS,
      bypass: env.BYPASS ?? [],
      onFault: env.ON_FAULT,
      eventName: env.EVENT_NAME,
      message: env.MESSAGE,
      brand: { color: env.BRAND_COLOR, logoUrl: env.LOGO_URL, supportUrl: env.SUPPORT_URL },
      preview: env.PREVIEW,
    },
    secrets: {
      redisUrl: env.UPSTASH_REDIS_REST_URL,
      redisToken: env.UPSTASH_REDIS_REST_TOKEN,
      signingSecret: env.SIGNING_SECRET,
      // Equal secrets are harmless and occur while secrets are put one by one: no reason to answer 500 meanwhile.
      previousSigningSecret: env.SIGNING_SECRET_PREVIOUS === env.SIGNING_SECRET ? null : env.SIGNING_SECRET_PREVIOUS,
      drawSecret: env.ORDER === "draw" ? env.DRAW_SECRET : null,
      adminToken: env.ADMIN_TOKEN,
    },
  };
}

/** The cross-checks ensure that the lobby and the opening are set together. */
function calendarOf(env: Environment): Calendar {
  const { LOBBY_AT, OPENS_AT, CLOSES_AT, BEFORE, ORDER, RAMP_SECONDS } = env;
  const times = { lobbyAtMs: LOBBY_AT ?? 0, opensAtMs: OPENS_AT ?? 0 };
  const opening = { ...times, before: BEFORE, order: ORDER, rampSeconds: RAMP_SECONDS };
  return { opening: OPENS_AT === null ? null : opening, closesAtMs: CLOSES_AT };
}

/** The cross-checks ensure that a target is set exactly when people are redirected. */
function admissionOf({ TARGET_URL, ORIGIN_URL }: Environment): Admission {
  return TARGET_URL === null
    ? { kind: "forward", origin: ORIGIN_URL ?? "route" }
    : { kind: "redirect", targetUrl: TARGET_URL };
}
