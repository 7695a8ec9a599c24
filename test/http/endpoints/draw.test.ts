// The draw at the gate: what each party can know, and when, and that the line keeps to it.

import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Browser, readStatus } from "../../support/gate/a-browser.ts";
import { aGate, type Gate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { DRAW_SECRET } from "../../support/secrets.ts";

const stack = useGateStack();

// The tests' clock starts at 08:00:00.
const DRAW = {
  LOBBY_AT: "2027-01-15T07:00:00Z",
  OPENS_AT: "2027-01-15T08:01:00Z",
  ORDER: "draw",
  DRAW_SECRET,
};
const OPENS_AT_MS = Date.parse(DRAW.OPENS_AT);
/** From here on people are called, and the key is published. */
const CALLS_FROM_MS = OPENS_AT_MS + 8000;

type Published = {
  readonly drawCommitment: string | null;
  readonly drawKey: string | null;
  readonly opensAt: string | null;
};

async function published(gate: Gate): Promise<Published> {
  await gate.settle();
  const response = await gate.fetch(new Request("https://tickets.example/__corral/room"));
  return (await response.json()) as Published; // its shape is what the tests are about
}

async function until(gate: Gate, atMs: number): Promise<void> {
  await gate.elapse(atMs - gate.clock.nowMs());
}

async function lobbyOf(gate: Gate, people: number): Promise<Browser[]> {
  const crowd = Array.from({ length: people }, () => gate.aBrowser());
  for (const [at, visitor] of crowd.entries()) await visitor.navigate("/", { isolate: at % 4 });
  return crowd;
}

/** One alone. */
async function inLobby(gate: Gate): Promise<Browser> {
  const visitor = gate.aBrowser();
  await visitor.navigate();
  return visitor;
}

function codeOf(visitor: Browser): string {
  return String(visitor.ticket()?.sub);
}

/** By the recipe in docs/draw.md. */
function numberOf(key: string | null, code: string): number {
  const hash = createHmac("sha256", Buffer.from(key ?? "", "hex"))
    .update(code)
    .digest("hex");
  return Number.parseInt(hash.slice(0, 12), 16);
}

describe("a ticket of the draw", () => {
  it("has no number in the lobby, nor while people report: nobody can throw it away for another", async () => {
    const gate = aGate(stack, DRAW, { isolates: 4 });
    const visitor = await inLobby(gate);
    expect(Object.keys(visitor.ticket() ?? {})).toEqual(["use", "room", "sub", "iat", "exp", "lot"]);
    await until(gate, OPENS_AT_MS + 7900);
    for (let isolate = 0; isolate < 4; isolate++) {
      const told = await visitor.poll({ isolate });
      expect(told.setCookies).toEqual([]);
      expect(readStatus(told)).toMatchObject({ place: null, waiting: null });
    }
    expect(visitor.ticket()).not.toHaveProperty("num");
  });

  it("is given the number that the published key has for it, once people are called", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const visitor = await inLobby(gate);
    await until(gate, OPENS_AT_MS);
    await visitor.poll();
    await until(gate, CALLS_FROM_MS);
    await visitor.poll();
    const { drawKey } = await published(gate);
    expect(visitor.ticket()?.num).toBe(numberOf(drawKey, codeOf(visitor)));
  });

  it("is a lot among all the others: places and calls follow the draw, whoever came or reported first", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "3" }, { isolates: 4 });
    const crowd = await lobbyOf(gate, 24);
    await until(gate, OPENS_AT_MS);
    for (const [at, visitor] of crowd.entries()) {
      await visitor.poll({ isolate: (at + 1) % 4 });
      await gate.elapse(200);
    }
    await until(gate, CALLS_FROM_MS);
    for (let second = 0; second < 3; second++) {
      await gate.elapse(1000);
      for (let isolate = 0; isolate < 4; isolate++) await gate.aBrowser().poll({ isolate });
    }
    await gate.elapse(500);
    const { drawKey } = await published(gate);
    const drawn = [...crowd].sort((a, b) => numberOf(drawKey, codeOf(a)) - numberOf(drawKey, codeOf(b)));
    const told: (string | number | null)[] = [];
    for (const [at, visitor] of drawn.entries()) {
      const { state, place } = readStatus(await visitor.poll({ isolate: at % 4 }));
      told.push(state === "admitted" ? state : place);
    }
    expect(told).toEqual(["admitted", "admitted", "admitted", ...Array.from({ length: 21 }, (_, at) => at + 1)]);
  });

  it("goes to the front by its number though its holder comes back late, and before all who came after the opening", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const [asleep, awake] = [await inLobby(gate), await inLobby(gate)];
    await until(gate, CALLS_FROM_MS);
    const late = gate.aBrowser();
    await late.navigate();
    await late.poll();
    await awake.poll();
    await gate.elapse(20_000);
    const { drawKey } = await published(gate);
    const isFirst = numberOf(drawKey, codeOf(asleep)) < numberOf(drawKey, codeOf(awake));
    expect(readStatus(await asleep.poll()).place).toBe(isFirst ? 1 : 2);
    await gate.elapse(1000);
    await late.poll();
    await gate.elapse(1000);
    expect(readStatus(await late.poll()).place).toBe(3);
  });

  it("is not given out any more once the line is open", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    await until(gate, OPENS_AT_MS);
    const late = gate.aBrowser();
    await late.navigate();
    expect(late.ticket()?.num).toBe(OPENS_AT_MS * 1000 + 500);
  });

  it("keeps the number it was given when asked again, at another isolate, and after a wipe", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" }, { isolates: 4 });
    const visitor = await inLobby(gate);
    await until(gate, CALLS_FROM_MS + 1000);
    await visitor.poll({ isolate: 1 });
    const number = visitor.ticket()?.num;
    await gate.elapse(5000);
    await visitor.poll({ isolate: 2 });
    await stack.front.wipe();
    await gate.elapse(5000);
    await visitor.poll({ isolate: 3 });
    expect([visitor.ticket()?.num, number === undefined]).toEqual([number, false]);
    expect(await stack.redis.zScore("corral:{main}:line", codeOf(visitor))).toBe(number);
  });

  it("is a new one for who has a number already, from before the draw or from an earlier one, and the same in each tab", async () => {
    const open = aGate(stack, { CAPACITY: "0" });
    const early = open.aBrowser();
    await early.navigate();
    const gate = aGate(stack, DRAW, { isolates: 2 });
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const tabs = [gate.aBrowser(), gate.aBrowser()];
    for (const [isolate, tab] of tabs.entries()) await tab.navigate("/", { cookie, isolate });
    const codes = tabs.map(codeOf);
    expect(tabs.map((tab) => tab.ticket()?.lot)).toEqual([true, true]);
    expect([codes[0] === codeOf(early), codes[0]]).toEqual([false, codes[1]]);
  });

  it("of an earlier opening is no lot in this one, though its number was low: its holder lines up behind the lobby", async () => {
    const yesterday = aGate(stack, { ...DRAW, CAPACITY: "0", OPENS_AT: "2027-01-15T08:00:10Z" });
    const early = await inLobby(yesterday);
    await until(yesterday, OPENS_AT_MS);
    await early.poll();
    const number = Number(early.ticket()?.num);
    await yesterday.elapse(3000);
    await stack.clear();
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    const lobby = await inLobby(gate);
    await until(gate, CALLS_FROM_MS);
    await lobby.poll();
    const cookie = early.jar.header("all", gate.clock.nowMs()) ?? "";
    const returned = gate.aBrowser();
    const answer = readStatus(await returned.poll({ cookie }));
    expect([number < 2 ** 48, answer.reason, answer.place]).toEqual([true, "renewed", null]);
    expect(returned.ticket()?.num).toBeGreaterThan(CALLS_FROM_MS * 1000);
    expect([codeOf(returned) === codeOf(early), await stack.count("line")]).toEqual([false, 1]);
  });

  it("given out after the opening by an isolate that did not know of it is none of the draw", async () => {
    const late = aGate(stack, { ...DRAW, OPENS_AT: "2027-01-15T20:00:00Z" });
    await until(late, CALLS_FROM_MS + 5000);
    const visitor = await inLobby(late);
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    await until(gate, CALLS_FROM_MS + 6000);
    const cookie = visitor.jar.header("all", gate.clock.nowMs()) ?? "";
    const shown = gate.aBrowser();
    await shown.poll({ cookie });
    expect(shown.ticket()?.num).toBe((CALLS_FROM_MS + 5000) * 1000);
  });

  it("keeps its code when the opening is put off, and lasts as long after it", async () => {
    const first = await inLobby(aGate(stack, DRAW));
    const gate = aGate(stack, { ...DRAW, OPENS_AT: "2027-01-15T20:00:00Z" });
    const cookie = first.jar.header("all", gate.clock.nowMs()) ?? "";
    const visitor = gate.aBrowser();
    await visitor.navigate("/", { cookie });
    expect(codeOf(visitor)).toBe(codeOf(first));
    expect(visitor.ticket()?.exp).toBe(Date.parse("2027-01-15T20:00:00Z") / 1000 + 86_400);
  });

  it("in a room that goes by arrival after all has the number of its making", async () => {
    const visitor = aGate(stack, DRAW).aBrowser();
    await visitor.navigate();
    const { ORDER: _, ...byArrival } = DRAW;
    const gate = aGate(stack, { ...byArrival, CAPACITY: "0" });
    await until(gate, CALLS_FROM_MS + 1000);
    const cookie = visitor.jar.header("all", OPENS_AT_MS) ?? "";
    const again = gate.aBrowser();
    await again.poll({ cookie });
    expect(again.ticket()?.num).toBe(1_800_000_000_000_000);
  });
});

describe("what is published of a draw", () => {
  it("is the key's fingerprint before, and the key from the first call on", async () => {
    const gate = aGate(stack, DRAW);
    const before = await published(gate);
    expect(before).toMatchObject({ order: "draw", opensAt: "2027-01-15T08:01:00.000Z", drawKey: null });
    expect(before.drawCommitment).toMatch(/^[0-9a-f]{64}$/);
    await until(gate, CALLS_FROM_MS - 1);
    expect((await published(gate)).drawKey).toBeNull();
    await gate.clock.advance(1);
    const after = await published(gate);
    expect(after.drawCommitment).toBe(before.drawCommitment);
    expect(
      createHash("sha256")
        .update(Buffer.from(after.drawKey ?? "", "hex"))
        .digest("hex"),
    ).toBe(before.drawCommitment);
  });

  it("is another with another opening, and the same after the signing secret was changed", async () => {
    const { drawCommitment } = await published(aGate(stack, DRAW));
    const moved = await published(aGate(stack, { ...DRAW, OPENS_AT: "2027-01-15T08:02:00Z" }));
    const rotated = await published(
      aGate(stack, { ...DRAW, SIGNING_SECRET: "another signing secret of thirty-two bytes" }),
    );
    expect([moved.drawCommitment === drawCommitment, rotated.drawCommitment]).toEqual([false, drawCommitment]);
    const page = await aGate(stack, DRAW).aBrowser().navigate();
    expect(page.text).toContain(`<code dir="ltr">${drawCommitment}</code>`);
  });

  it("is nothing where the order is by arrival", async () => {
    const gate = aGate(stack, { LOBBY_AT: DRAW.LOBBY_AT, OPENS_AT: DRAW.OPENS_AT });
    expect(await published(gate)).toMatchObject({ order: "arrival", drawCommitment: null, drawKey: null });
    const page = await gate.aBrowser().navigate("/__corral/draw");
    expect([page.status, page.text]).toEqual([404, "Nothing is drawn in this room.\n"]);
  });
});

describe("the page of the draw", () => {
  const facts = (text: string): readonly string[] =>
    [...text.matchAll(/<dd>(.*?)<\/dd>/gs)].map(([, fact = ""]) => fact.replaceAll(/<\/?code[^>]*>/g, ""));

  it("tells this browser its code, and after the opening its number and the key", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    const visitor = gate.aBrowser();
    await visitor.navigate();
    const code = codeOf(visitor);
    const before = await visitor.navigate("/__corral/draw");
    expect(before.status).toBe(200);
    const { drawCommitment } = await published(gate);
    expect(facts(before.text).slice(1)).toEqual([
      drawCommitment,
      "published after the opening",
      code,
      "published after the opening",
    ]);
    await until(gate, CALLS_FROM_MS);
    const { drawKey } = await published(gate);
    const number = String(numberOf(drawKey, code));
    expect(facts((await visitor.navigate("/__corral/draw")).text).slice(1)).toEqual([
      drawCommitment,
      drawKey,
      code,
      number,
    ]);
    await visitor.poll();
    expect(facts((await visitor.navigate("/__corral/draw")).text).slice(1)).toEqual([
      drawCommitment,
      drawKey,
      code,
      number,
    ]);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("says that there is no ticket of the draw to who has none, or came later", async () => {
    const gate = aGate(stack, { ...DRAW, CAPACITY: "0" });
    const nobody = await gate.aBrowser().navigate("/__corral/draw");
    expect(nobody.text).toContain("This browser holds no ticket of this draw.");
    expect(nobody.setCookies).toEqual([]);
    await until(gate, CALLS_FROM_MS);
    const late = gate.aBrowser();
    await late.navigate();
    expect((await late.navigate("/__corral/draw")).text).toContain("This browser holds no ticket of this draw.");
  });

  it("leads back to where its reader came from on this site, and nowhere else", async () => {
    const gate = aGate(stack, DRAW);
    const back = async (referer: string): Promise<string | undefined> => {
      const { text } = await gate.aBrowser().navigate("/__corral/draw", { headers: { Referer: referer } });
      return /class="button" href="([^"]*)"/.exec(text)?.[1];
    };
    expect(await back("https://tickets.example/race?id=10k")).toBe("/race?id=10k");
    expect(await back("https://evil.example/race")).toBe("/");
    expect(await back("https://tickets.example//evil.example")).toBe("/");
    expect(await back("https://tickets.example/__corral/draw")).toBe("/");
    expect(await back("nonsense")).toBe("/");
  });

  it("speaks the language chosen on it, and takes nothing else", async () => {
    const gate = aGate(stack, DRAW);
    const visitor = gate.aBrowser();
    const switched = await visitor.switchTo("de", "/__corral/draw");
    expect([switched.status, switched.headers.get("location")]).toEqual([303, "/__corral/draw"]);
    expect((await visitor.navigate("/__corral/draw")).text).toContain('<html lang="de"');
    expect((await visitor.post("/__corral/draw")).status).toBe(404);
  });
});
