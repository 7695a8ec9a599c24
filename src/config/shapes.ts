import * as v from "valibot";
import { originUrl, redisUrl, targetUrl } from "./addresses.ts";
import * as bounds from "./bounds.ts";
import { brandColor, eventName, logoUrl, message, supportUrl } from "./brand.ts";
import { bypass } from "./bypass.ts";
import { moment } from "./moment.ts";
import { signingSecret } from "./signing-secret.ts";
import type { VariableName } from "./variables.ts";
import { wholeNumber } from "./whole-number.ts";

const WAITING_STATUS = { "200": 200, "202": 202, "429": 429, "503": 503 } as const;

/** What each variable may hold and what it becomes; `null` when it is unset and has no default. */
export const SHAPES = {
  UPSTASH_REDIS_REST_URL: redisUrl,
  UPSTASH_REDIS_REST_TOKEN: v.pipe(
    v.string("must be set: the token of the Redis database"),
    v.regex(/^[!-~]{1,1024}$/, "must be visible ASCII characters without spaces, since it travels in a header"),
  ),
  SIGNING_SECRET: signingSecret,
  SIGNING_SECRET_PREVIOUS: v.nullable(signingSecret),
  ADMIN_TOKEN: v.nullable(
    v.pipe(
      v.string("must be text"),
      v.regex(
        /^[A-Za-z0-9._~+/=-]{32,1024}$/,
        "must be 32 to 1024 characters as bearer tokens have them, from openssl rand -hex 32",
      ),
    ),
  ),
  CAPACITY: wholeNumber(bounds.CAPACITY),
  INFLOW_PER_MINUTE: v.union(
    [v.literal("unlimited"), wholeNumber(bounds.INFLOW_PER_MINUTE)],
    `must be unlimited, or a whole number of people per minute from ${bounds.INFLOW_PER_MINUTE.min} to ${bounds.INFLOW_PER_MINUTE.max}, in plain digits`,
  ),
  ROOM: v.pipe(
    v.string("must be text"),
    v.regex(/^[a-z0-9-]{1,32}$/, "must be 1 to 32 characters out of a-z, 0-9 and -"),
  ),
  SESSION_SECONDS: wholeNumber(bounds.SESSION_SECONDS),
  SESSION_RENEWAL: v.picklist(["on", "off"], "must be on or off"),
  SESSION_MAX_SECONDS: wholeNumber(bounds.SESSION_MAX_SECONDS),
  GRACE_SECONDS: wholeNumber(bounds.GRACE_SECONDS),
  PATIENCE_SECONDS: wholeNumber(bounds.PATIENCE_SECONDS),
  CLAIM_SECONDS: wholeNumber(bounds.CLAIM_SECONDS),
  TICKET_SECONDS: wholeNumber(bounds.TICKET_SECONDS),
  LOBBY_AT: v.nullable(moment),
  OPENS_AT: v.nullable(moment),
  CLOSES_AT: v.nullable(moment),
  BEFORE: v.picklist(["forward", "hold"], "must be forward or hold"),
  ORDER: v.picklist(["arrival", "draw"], "must be arrival or draw"),
  DRAW_SECRET: v.nullable(signingSecret),
  RAMP_SECONDS: wholeNumber(bounds.RAMP_SECONDS),
  ADMIT: v.picklist(["forward", "redirect"], "must be forward or redirect"),
  TARGET_URL: v.nullable(targetUrl),
  ORIGIN_URL: v.nullable(originUrl),
  WAITING_STATUS: v.pipe(
    v.picklist(["200", "202", "429", "503"], "must be the HTTP status 200, 202, 429 or 503"),
    v.transform((text) => WAITING_STATUS[text]),
  ),
  BYPASS: v.nullable(bypass),
  ON_FAULT: v.picklist(["hold", "open"], "must be hold or open"),
  EVENT_NAME: v.nullable(eventName),
  MESSAGE: v.nullable(message),
  BRAND_COLOR: v.nullable(brandColor),
  LOGO_URL: v.nullable(logoUrl),
  SUPPORT_URL: v.nullable(supportUrl),
  PREVIEW: v.picklist(["on", "off"], "must be on or off"),
} satisfies Record<VariableName, v.GenericSchema>;
