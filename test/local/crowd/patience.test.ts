import { afterEach, describe, expect, it } from "vitest";
import { sendVisitors } from "../../../local/crowd/send-crowd.ts";
import type { Patience } from "../../../local/crowd/visitor.ts";
import { type FakeRoom, type FakeRoomOptions, startFakeRoom } from "./fake-room.ts";

const rooms: FakeRoom[] = [];

afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});

async function sendOne(patience: Patience, options: FakeRoomOptions) {
  const room = await startFakeRoom(options);
  rooms.push(room);
  const crowd = sendVisitors([room.url], [{ arrivesAtMs: 0, visitMs: 0, patience }], 20, { retryMs: 10 });
  const [journey] = await crowd.journeys;
  return { kind: journey?.kind, tally: crowd.tally, seen: room.seen };
}

/** A room that tells the third place first, and one further front at each ask. */
function falling(): FakeRoomOptions {
  let place = 4;
  return {
    misbehave: (request, response) => {
      if (request.headers.corral === undefined) return false;
      place -= 1;
      response.end(JSON.stringify({ state: "waiting", place, askAgainSeconds: 0.02 }));
      return true;
    },
  };
}

describe("a visitor whose patience ends", () => {
  it("gives up once he has waited for so long, without another word", async () => {
    const { kind, tally, seen } = await sendOne({ kind: "gives up", afterMs: 110 }, { admits: () => false });
    expect(kind).toBe("vanished");
    expect(tally).toMatchObject({ waiting: 0, admitted: 0, vanished: 1 });
    expect(seen.length).toBeLessThan(8);
  });

  it("drops out at the place he is told", async () => {
    const { kind, tally } = await sendOne({ kind: "drops out", atPlace: 2 }, falling());
    expect(kind).toBe("vanished");
    expect(tally).toMatchObject({ polls: 2, waiting: 0, vanished: 1 });
  });

  it.each<Patience>([{ kind: "drops out", atPlace: 2 }, { kind: "no-show" }])(
    "never comes when he is let in ($kind)",
    async (patience) => {
      const { kind, tally, seen } = await sendOne(patience, { admits: () => true });
      expect(kind).toBe("vanished");
      expect(tally).toMatchObject({ waiting: 0, admitted: 0, vanished: 1 });
      expect(seen).toEqual(["GET / -", "GET / status"]);
    },
  );
});
