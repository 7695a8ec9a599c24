// Everything an isolate needs to answer for a room, made once from the env vars. No promise is kept: a Worker may not
// await in one request what another began.

import { type ConfigIssue, parseConfig, type Secrets } from "../../config/parse.ts";
import type { BreakerEvent } from "../../desk/breaker.ts";
import type { Clock } from "../../desk/clock.ts";
import { type Desk, desk } from "../../desk/desk.ts";
import type { Epoch } from "../../domain/epoch.ts";
import { compilePattern, type PathPattern } from "../../domain/path-pattern.ts";
import type { Room } from "../../domain/room.ts";
import { mintVisitorId, type VisitorId } from "../../domain/visitor.ts";
import { type Draw, deriveDraw } from "../../seal/draw.ts";
import { deriveKeyring, type Keyring } from "../../seal/keyring.ts";
import { redisTurnstile } from "../../turnstile/redis-turnstile.ts";

/** An isolate's services for a room. `clock`, `bypass` and `adminToken` stay out of a request's context. */
export type RoomServices = {
  readonly room: Room;
  readonly bypass: readonly PathPattern[];
  readonly keyring: Keyring;
  /** `null` where the order is not drawn. */
  readonly draw: Draw | null;
  readonly desk: Desk;
  readonly adminToken: string | null;
  readonly clock: Clock;
  readonly random: () => number;
  readonly mintVisitor: () => VisitorId;
};

export type ServicesOfEnv =
  | { readonly kind: "ready"; readonly services: RoomServices }
  | { readonly kind: "misconfigured"; readonly issues: readonly ConfigIssue[] };

/** A structured log line: a change of state or a fault. *Guarantees*: it holds no secret and no token. */
export type LogLine =
  | BreakerEvent
  | { readonly event: "misconfigured"; readonly issues: readonly ConfigIssue[] }
  /** An unexpected fault: its name alone, since a message may hold anything. */
  | { readonly event: "unexpected"; readonly name: string };

/** The surroundings of an isolate: clock, randomness and log. Tests replace them. */
export type Runtime = {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: (line: LogLine) => void;
  /** One round trip to Redis, in ms; for tests that are not about deadlines. Default: what the client allows. */
  readonly redisTimeoutMs?: number;
};

/**
 * The isolate's services, made from its env vars at the first request and kept: env vars do not change while it lives.
 *
 * *Costs*: the key derivations (HKDF) at the first request, else nothing. *Fails*: never; bad env vars are
 * `misconfigured`, logged once with every issue.
 */
export function roomServices(runtime: Runtime): (env: Readonly<Record<string, unknown>>) => Promise<ServicesOfEnv> {
  let misconfigured: ServicesOfEnv | null = null;
  let unsealed: { readonly secrets: Secrets; readonly services: Omit<RoomServices, "keyring" | "draw"> } | null = null;
  let ready: ServicesOfEnv | null = null;
  return async function servicesOf(env) {
    if (ready !== null) return ready;
    if (misconfigured !== null) return misconfigured;
    if (unsealed === null) {
      const parsed = parseConfig(env);
      if (parsed.kind === "bad") {
        runtime.log({ event: "misconfigured", issues: parsed.issues });
        misconfigured = { kind: "misconfigured", issues: parsed.issues };
        return misconfigured;
      }
      const { room, secrets } = parsed.config;
      unsealed = { secrets, services: assemble(room, secrets, runtime) };
    }
    const { secrets, services } = unsealed;
    const [keyring, draw] = await Promise.all([deriveKeyring(secrets), deriveRoomDraw(secrets, services.room)]);
    ready ??= { kind: "ready", services: { ...services, keyring, draw } };
    return ready;
  };
}

async function deriveRoomDraw({ drawSecret }: Secrets, { name, calendar }: Room): Promise<Draw | null> {
  if (drawSecret === null || calendar.opening === null) return null;
  return deriveDraw(drawSecret, { roomName: name, opensAtMs: calendar.opening.opensAtMs });
}

function assemble(
  room: Room,
  secrets: Secrets,
  { clock, random, log, redisTimeoutMs }: Runtime,
): Omit<RoomServices, "keyring" | "draw"> {
  const mintVisitor = () => mintVisitorId((bytes) => crypto.getRandomValues(bytes));
  // An epoch is as random and as long as a visitor id.
  const mintEpoch = () => mintVisitor() as string as Epoch;
  const { redisUrl: url, redisToken: token } = secrets;
  const timeout = redisTimeoutMs === undefined ? {} : { timeoutMs: redisTimeoutMs };
  const turnstile = redisTurnstile({ url, token, room, mintEpoch, ...timeout });
  return {
    room,
    bypass: room.bypass.map(compilePattern),
    adminToken: secrets.adminToken,
    desk: desk({ room, turnstile, clock, random, log }),
    clock,
    random,
    mintVisitor,
  };
}
