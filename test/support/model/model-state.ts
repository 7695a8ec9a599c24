// The memory of the model turnstile: the six sets and the room, in plain maps.

import type { Epoch } from "../../../src/domain/epoch.ts";
import type { Snapshot } from "../../../src/domain/snapshot.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";

export type Spent = { readonly untilMs: number; readonly by: "expiry" | "end" };

export type ModelState = {
  line: Map<VisitorId, number>;
  seen: Map<VisitorId, number>;
  called: Map<VisitorId, { deadlineMs: number; isAnnounced: boolean }>;
  seats: Map<VisitorId, number>;
  lapsed: Map<VisitorId, number>;
  spent: Map<VisitorId, Spent>;
  room: ModelRoom;
};

type ModelRoom = {
  epoch: Epoch | null;
  madeMs: number;
  turnMs: number | null;
  tokens: number | null;
  tokensMs: number;
  letInAt: number[];
  heldBack: number;
  unheard: number;
  noShows: number;
  seatsHeldUntilMs: number;
  callsHeldUntilMs: number;
  silenceHeldUntilMs: number;
  toldAt: number[];
  hasGathered: boolean;
  gatherUntilMs: number;
  wipe: { heldUntilMs: number; owedUntilMs: number; owed: number } | null;
  back: number;
  waits: { estimated: number; held: number };
  report: Omit<Snapshot, "epoch" | "toldRecently" | "waitsHeldShare" | "heldUntilMs" | "control">;
};

const NOTHING_REPORTED: ModelRoom["report"] = {
  asOfMs: 0,
  waiting: 0,
  seats: 0,
  called: 0,
  openSeats: 0,
  sketch: { front: [], points: [], waiting: 0 },
  calledPrefixes: new Set(),
  seatKeptSeconds: null,
  silentShare: 0,
  leavingPerSecond: 0,
};

export function emptyState(): ModelState {
  return {
    line: new Map(),
    seen: new Map(),
    called: new Map(),
    seats: new Map(),
    lapsed: new Map(),
    spent: new Map(),
    room: {
      epoch: null,
      madeMs: 0,
      turnMs: null,
      tokens: null,
      tokensMs: 0,
      letInAt: [],
      heldBack: 0,
      unheard: 0,
      noShows: 0,
      seatsHeldUntilMs: 0,
      callsHeldUntilMs: 0,
      silenceHeldUntilMs: 0,
      toldAt: [],
      hasGathered: false,
      gatherUntilMs: 0,
      wipe: null,
      back: 0,
      waits: { estimated: 0, held: 0 },
      report: NOTHING_REPORTED,
    },
  };
}
