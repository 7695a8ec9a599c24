import { describe, expect, it, vi } from "vitest";
import { requestContext } from "../../../src/http/request/request-context.ts";
import type { RoomServices } from "../../../src/http/request/room-services.ts";
import { deriveKeyring } from "../../../src/seal/keyring.ts";
import { signPass } from "../../../src/seal/pass-seal.ts";
import { signTicket } from "../../../src/seal/ticket-seal.ts";
import { aRoom } from "../../support/a-room.ts";
import { anEpoch, aVisitor } from "../../support/a-visitor.ts";
import { SECRET } from "../../support/secrets.ts";

const NOW = 1_800_000_000_000;
const keyring = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });
const HELD = { room: "main", visitor: aVisitor("anna"), issuedAtMs: NOW - 1000, expiresAtMs: NOW + 60_000 };
const PASS = { ...HELD, sinceMs: NOW - 1000, epoch: anEpoch(), stage: "full" } as const;
const TICKET = { ...HELD, number: 5, stage: { kind: "fresh" }, firstWait: null, firstPlace: null } as const;

/** No request of these tests gets as far as the desk. */
function services(): RoomServices {
  return { room: aRoom(), bypass: [], keyring, draw: null, clock: { nowMs: () => NOW } } as unknown as RoomServices;
}

function contextOf(cookie: string) {
  const request = new Request("https://tickets.example/", { headers: { Cookie: cookie } });
  return requestContext(services(), request, () => {});
}

describe("what a request shows", () => {
  it("is verified once, however often it is asked for, and not before", async () => {
    const pass = `__Host-corral-pass-main=${await signPass(keyring, PASS)}`;
    const ticket = `__Host-corral-ticket-main=${await signTicket(keyring, TICKET)}`;
    const verify = vi.spyOn(crypto.subtle, "verify");
    const context = contextOf(`${pass}; ${ticket}`);
    expect(verify).not.toHaveBeenCalled();
    const passes = [await context.shownPass(), await context.shownPass()];
    expect(verify).toHaveBeenCalledTimes(1);
    const tickets = await Promise.all([context.shownTicket(), context.shownTicket()]);
    expect(verify).toHaveBeenCalledTimes(2);
    expect(passes.map((shown) => [shown?.pass.visitor, shown?.validity])).toEqual([
      [HELD.visitor, "good"],
      [HELD.visitor, "good"],
    ]);
    expect(tickets.map((shown) => shown?.number)).toEqual([5, 5]);
  });

  it("is nothing where no cookie is one of ours, or none verifies", async () => {
    expect([await contextOf("a=1").shownPass(), await contextOf("a=1").shownTicket()]).toEqual([null, null]);
    const forged = "__Host-corral-pass-main=a.b.c; __Host-corral-ticket-main=a.b.c";
    expect([await contextOf(forged).shownPass(), await contextOf(forged).shownTicket()]).toEqual([null, null]);
  });
});
