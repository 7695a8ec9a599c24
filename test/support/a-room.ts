import type { Opening } from "../../src/domain/calendar.ts";
import type { Room } from "../../src/domain/room.ts";

/** The room as the env vars' defaults make it, with one seat. */
export function aRoom(overrides: Partial<Room> = {}): Room {
  return {
    name: "main",
    capacity: 1,
    inflowPerMinute: "unlimited",
    sessionSeconds: 600,
    sessionRenewal: "on",
    sessionMaxSeconds: 3600,
    graceSeconds: 300,
    patienceSeconds: 120,
    claimSeconds: 75,
    calendar: { opening: null, closesAtMs: null },
    ticketSeconds: 86_400,
    admission: { kind: "forward", origin: "route" },
    waitingStatus: 200,
    bypass: [],
    onFault: "hold",
    eventName: null,
    message: null,
    brand: { color: null, logoUrl: null, supportUrl: null },
    preview: "off",
    ...overrides,
  };
}

/** An opening of a room by arrival that has an hour of lobby. */
export function anOpening(overrides: Partial<Opening> & Pick<Opening, "opensAtMs">): Opening {
  return {
    lobbyAtMs: overrides.opensAtMs - 3_600_000,
    before: "forward",
    order: "arrival",
    rampSeconds: 0,
    ...overrides,
  };
}
