import { hash } from "node:crypto";
import type { RedisClientType } from "@redis/client";
import type { Room } from "../../../src/domain/room.ts";
import type { Snapshot } from "../../../src/domain/snapshot.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import { roomKeys } from "../../../src/turnstile/keys.ts";
import { redisTurnstile } from "../../../src/turnstile/redis-turnstile.ts";
import type { Arrived, Batch, Known, TurnReport, Turnstile } from "../../../src/turnstile/turnstile.ts";
import { aRoom } from "../../support/a-room.ts";
import { anEpoch } from "../../support/a-visitor.ts";
import type { RedisStack } from "../../support/redis/redis-stack.ts";
import { drawJoiner, drawLine, type Joining, type Lot, type Shape, seededLot } from "./shapes.ts";

export type Present = Batch["present"][number];

/** A line of people in a room of its own, in virtual time, with what its desks would tell the turnstile. */
export type Line = {
  readonly size: number;
  readonly shape: Shape;
  readonly roomName: string;
  readonly redis: RedisClientType;
  readonly lot: Lot;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => void;
  /** Settings from now on; a line that was not opened rests, since its room has no seats. */
  readonly open: (settings: Partial<Room>) => void;
  readonly arrive: (ticket: Present) => Promise<Arrived>;
  /** A turn at the present moment. */
  readonly turn: (batch?: Partial<Batch>) => Promise<TurnReport>;
  readonly snapshot: () => Snapshot;
  /** Picks people who are in line, each once. */
  readonly pickWaiting: (count: number) => Present[];
  /** Makes people who enter the line now. */
  readonly pickJoiners: (count: number) => Present[];
  readonly readCalled: () => Promise<VisitorId[]>;
};

const KNOWN: Known = { epoch: anEpoch(), seats: 0 };

/** Members of one ZADD: what a client sends of it fits into one write. */
const FILL_AT_ONCE = 1000;
/**
 * Everybody counts as heard of until then, and asked within half a minute of each other: that a million people show
 * signs of life is the work of other isolates.
 */
const HEARD_FOR_MS = 24 * 3_600_000;
const ASKED_WITHIN_MS = 30_000;

/** A room with `size` people in line, written straight to Redis, and one turn that has made the room. */
export async function standInLine(
  stack: RedisStack,
  options: { readonly shape: Shape; readonly size: number; readonly startMs: number; readonly joining: Joining },
): Promise<Line> {
  const { shape, size, startMs, joining } = options;
  const { redis, front } = stack;
  const lot = seededLot(size);
  const roomName = `${shape}-${size}`;
  const [lineKey = "", seenKey = "", calledKey = ""] = roomKeys(roomName);
  const numbers = drawLine(shape, size, startMs, lot);
  const person = (index: number): Present => ({ visitor: idOf(roomName, index), number: numbers[index] ?? 0 });
  let nowMs = startMs;
  let last: Snapshot | null = null;
  let turnstile = openRoom({ capacity: 0 });

  function openRoom(settings: Partial<Room>): Turnstile {
    const room = aRoom({ ...settings, name: roomName });
    return redisTurnstile({ url: front.url, token: front.token, room, mintEpoch: () => anEpoch() });
  }

  async function turn(batch: Partial<Batch> = {}): Promise<TurnReport> {
    const whole: Batch = {
      present: [],
      confirmed: [],
      restored: [],
      toldToWait: 0,
      waits: { estimated: 0, held: 0 },
      ...batch,
    };
    const report = await turnstile.turn(whole, KNOWN, nowMs);
    last = report.snapshot;
    return report;
  }

  function snapshot(): Snapshot {
    if (last === null) throw new TypeError("the line has had no turn yet");
    return last;
  }

  function pickWaiting(count: number): Present[] {
    const lowest = snapshot().sketch.front[0] ?? Number.POSITIVE_INFINITY;
    const picked = new Set<number>();
    while (picked.size < Math.min(count, snapshot().waiting / 2)) {
      const index = Math.floor(lot() * numbers.length);
      if ((numbers[index] ?? 0) >= lowest) picked.add(index);
    }
    return [...picked].map(person);
  }

  function pickJoiners(count: number): Present[] {
    return Array.from({ length: count }, () =>
      person(numbers.push(drawJoiner(shape, joining, startMs, nowMs, lot)) - 1),
    );
  }

  for (let from = 0; from < size; from += FILL_AT_ONCE) {
    const people = Array.from({ length: Math.min(FILL_AT_ONCE, size - from) }, (_, i) => person(from + i));
    await Promise.all([
      redis.zAdd(
        lineKey,
        people.map(({ visitor, number }) => ({ value: visitor, score: number })),
      ),
      redis.zAdd(
        seenKey,
        people.map(({ visitor }) => ({
          value: visitor,
          score: startMs + HEARD_FOR_MS + Math.floor(lot() * ASKED_WITHIN_MS),
        })),
      ),
    ]);
  }
  await turn();

  return {
    size,
    shape,
    roomName,
    redis,
    lot,
    nowMs: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
    },
    open: (settings) => {
      turnstile = openRoom(settings);
    },
    arrive: (ticket) => turnstile.arrive({ ...ticket, who: "ticket", toldToWait: 0 }, KNOWN, nowMs),
    turn,
    snapshot,
    pickWaiting,
    pickJoiners,
    readCalled: async () => (await redis.zRange(calledKey, 0, -1)) as VisitorId[],
  };
}

/** As random as a real one, and the same in every run. */
function idOf(roomName: string, index: number): VisitorId {
  return hash("sha1", `${roomName} ${index}`, "base64url").slice(0, 16) as VisitorId; // 16 characters of base64url
}
