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
