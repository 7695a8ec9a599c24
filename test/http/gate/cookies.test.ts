import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Epoch } from "../../../src/domain/epoch.ts";
import { deriveKeyring } from "../../../src/seal/keyring.ts";
import { signPass, signPassCopy } from "../../../src/seal/pass-seal.ts";
import { signTicket } from "../../../src/seal/ticket-seal.ts";
import { aPass, aTicket, passClaims, rawToken } from "../../seal/tokens.ts";
import { PASS, readStatus, TICKET } from "../../support/gate/a-browser.ts";
import { aGate } from "../../support/gate/a-gate.ts";
import { useGateStack } from "../../support/gate/gate-stack.ts";
import { aSeated, aWaiting } from "../../support/gate/journeys.ts";
import { SECRET } from "../../support/secrets.ts";

const stack = useGateStack();

const keyring = await deriveKeyring({ signingSecret: SECRET, previousSigningSecret: null });
const others = await deriveKeyring({
  signingSecret: "somebody else's secret, just as long as ours",
  previousSigningSecret: null,
});

describe("a cross-site form", () => {
  it("sets and clears no cookie of a waiting visitor's, whose place is kept", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    const waiting = await aWaiting(gate);
    const before = waiting.ticket();
    const answer = await waiting.post("/race", { site: "cross-site" });
    expect(answer.state).toBe("waiting");
    expect(answer.setCookies).toEqual([]);
    expect(waiting.ticket()).toEqual(before);
    expect(await stack.count("line")).toBe(1);
  });

  it("mints nothing for a newcomer to an open room", async () => {
    const gate = aGate(stack);
    const answer = await gate.aBrowser().post("/race", { site: "cross-site" });
    expect(answer.state).toBe("waiting");
    expect(answer.setCookies).toEqual([]);
    expect(stack.origin.requests()).toEqual([]);
  });

  it("carries the pass to the origin and renews it past half its life", async () => {
    const gate = aGate(stack);
    const seated = await aSeated(gate);
    await gate.clock.advance(310_000);
    const answer = await seated.post("/paid", { site: "cross-site" });
    expect(answer.text).toBe("the site");
    expect(answer.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=[^;]/)]);
    expect(seated.pass()).toMatchObject({ exp: 1_800_000_911 });
  });

  it("swaps a confirmed fresh pass, but leaves the ticket alone", async () => {
    const gate = aGate(stack);
    const first = await aSeated(gate);
    const waiting = await aWaiting(gate);
    await first.leave("header");
    await gate.elapse(3000);
    await waiting.poll();
    await waiting.navigate();
    await gate.elapse(1000);
    const answer = await waiting.post("/paid", { site: "cross-site" });
    expect(answer.setCookies).toEqual([expect.stringMatching(/^__Host-corral-pass-main=[^;]/)]);
    expect(waiting.pass()).not.toHaveProperty("fresh");
    expect(waiting.ticket()).not.toBeNull();
  });
});

describe("on plain http on localhost", () => {
  it("cookies have plain names, are lax and not secure, and lead to the site", async () => {
    const gate = aGate(stack);
    const visitor = gate.aBrowser({ base: "http://localhost:8787" });
    const answer = await visitor.navigate();
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^corral-pass-main=[^;]+; Max-Age=675; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^corral-ticket-main=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    await visitor.navigate();
    expect(stack.origin.requests()).toHaveLength(2);
    const waiting = await gate.aBrowser({ base: "http://127.0.0.1:8787" }).navigate();
    expect(waiting.setCookies).toEqual([
      expect.stringMatching(/^corral-ticket-main=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it("of any other host they keep the names that lock them to it", async () => {
    const answer = await aGate(stack).aBrowser({ base: "http://tickets.example" }).navigate();
    expect(answer.setCookies).toEqual([
      expect.stringMatching(/^__Host-corral-pass-main=[^;]+;.* Secure;/),
      expect.stringMatching(/^__Host-corral-ticket-main=[^;]+;.* Secure;/),
    ]);
  });
});

describe("of duplicate cookies", () => {
  it("the first good pass counts", async () => {
    const gate = aGate(stack, { CAPACITY: "2" });
    const [one, other] = [await aSeated(gate), await aSeated(gate)];
    const [first, second] = [`${one.jar.get(PASS)}`, `${other.jar.get(PASS)}`];
    stack.origin.clear();
    await one.navigate("/", { cookie: `${PASS}=x.y.z; ${PASS}=; ${PASS}=${first}; ${PASS}=${second}` });
    await one.navigate("/", { cookie: `${PASS}=${second}; ${PASS}=${first}` });
    expect(stack.origin.requests().map(({ headers }) => headers.get("corral-pass"))).toEqual([first, second]);
  });

  it("the first good ticket counts", async () => {
    const gate = aGate(stack, { CAPACITY: "0" });
    const visitor = await aWaiting(gate);
    await visitor.poll(); // what is told first goes into it
    await gate.elapse(1000);
    await visitor.poll();
    const good = `${visitor.jar.get(TICKET)}`;
    const answer = await visitor.poll({ cookie: `${TICKET}=x.y.z; ${TICKET}=${good}` });
    expect(answer.setCookies).toEqual([]);
    expect(readStatus(answer).place).toBe(1);
  });
});

describe("flawed cookies", () => {
  const goneBy = { issuedAtMs: 1_799_990_000_000, expiresAtMs: 1_799_999_000_000 };
  const ahead = { issuedAtMs: 1_800_000_060_000, expiresAtMs: 1_800_000_600_000 };
  const epoch = "epoch_0001" as Epoch;

  async function flawedTokens(): Promise<string[]> {
    const good = await signPass(keyring, aPass());
    const [header = "", payload = "", signature = ""] = good.split(".");
    const raise = Buffer.from(payload, "base64url").toString().replace('"exp":1800000060', '"exp":1900000060');
    return [
      await signPass(others, aPass()),
      await signPass(keyring, aPass({ room: "other" })),
      await signPass(keyring, aPass(goneBy)),
      await signPass(keyring, aPass(ahead)),
      await signPass(keyring, aPass({ visitor: "short" as never })),
      await signPass(keyring, aPass({ epoch: "!" as Epoch })),
      await signPass(keyring, aPass({ sinceMs: Number.NaN })),
      await signPassCopy(keyring, aPass(), "a-copy"),
      await signTicket(others, aTicket()),
      await signTicket(keyring, aTicket({ room: "other" })),
      await signTicket(keyring, aTicket(goneBy)),
      await signTicket(keyring, aTicket(ahead)),
      await signTicket(keyring, aTicket({ number: -1 })),
      await signTicket(keyring, aTicket({ number: 2 ** 53 })),
      await signTicket(keyring, aTicket({ number: "1" as never })),
      await rawToken(keyring.pass.current.key, { alg: "none" }, passClaims),
      await rawToken(keyring.pass.current.key, { alg: "HS256", typ: "JWT" }, "null"),
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`,
      `${header}.${Buffer.from(raise).toString("base64url")}.${signature}`,
      `${header}.${payload}`,
      `${good}.${signature}`,
      "a".repeat(3000),
    ];
  }

  const foreign = fc.string({ unit: "binary-ascii", maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, "~"));
  const name = fc.constantFrom(PASS, TICKET, "corral-pass-main", `${PASS} `, "basket");

  it("of whatever sort never cause a fault and never admit", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    stack.origin.clear();
    const value = fc.oneof(fc.constantFrom(...(await flawedTokens())), foreign);
    const cookie = fc.array(
      fc.oneof(
        fc.tuple(name, value).map(([key, text]) => `${key}=${text}`),
        foreign,
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(cookie, fc.constantFrom("navigate", "post", "api"), async (parts, way) => {
        const answer = await gate.aBrowser()[way]("/race", { cookie: parts.join("; ") });
        expect(answer.state).toBe("waiting");
        expect(answer.status).toBe(way === "api" ? 429 : 200);
        expect(stack.origin.requests()).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(gate.log).toEqual([]);
  });

  it("each by itself never admit, in either cookie", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    stack.origin.clear();
    for (const token of await flawedTokens()) {
      for (const cookie of [`${PASS}=${token}`, `${TICKET}=${token}`]) {
        expect((await gate.aBrowser().navigate("/", { cookie })).state).toBe("waiting");
      }
    }
    expect(stack.origin.requests()).toEqual([]);
    expect(gate.log).toEqual([]);
  });

  it("of another use never pass for ours: a ticket is no pass, a pass no ticket", async () => {
    const gate = aGate(stack);
    await aSeated(gate);
    stack.origin.clear();
    const pass = await signPass(keyring, aPass({ epoch }));
    const answer = await gate.aBrowser().navigate("/", { cookie: `${TICKET}=${pass}` });
    expect(answer.setCookies).toEqual([expect.stringMatching(/Max-Age=600/)]);
    const ticket = await signTicket(keyring, aTicket());
    expect((await gate.aBrowser().navigate("/", { cookie: `${PASS}=${ticket}` })).state).toBe("waiting");
    expect(stack.origin.requests()).toEqual([]);
  });
});
