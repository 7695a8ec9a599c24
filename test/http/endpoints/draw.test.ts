// What everybody can read of a draw, and when.

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CALLS_FROM_MS, codeOf, DRAW, numberOf, published, until } from "../../support/gate/a-draw.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";

const stack = useGateStack();

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
