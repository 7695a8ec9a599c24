import { describe, expect, it } from "vitest";
import { readOwnCookie } from "./own-cookie.ts";

function token(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
}

describe("a cookie of the gate", () => {
  it.each([
    [`corral-ticket-main=${token({ num: 7 })}; Path=/`, { kind: "ticket", number: 7 }],
    [
      `corral-pass-a-b=${token({ sub: "v", exp: 9 })}`,
      { kind: "pass", visitor: "v", expiresAtMs: 9000, stage: "live" },
    ],
    [
      `__Host-corral-pass-main=${token({ sub: "v", exp: 9, done: true })}`,
      { kind: "pass", visitor: "v", expiresAtMs: 9000, stage: "done" },
    ],
    ["corral-pass-main=; Max-Age=0; Path=/", { kind: "cleared", cookie: "pass" }],
    ["session=abc; Path=/", null],
  ])("is read as what it says: %s", (line, expected) => {
    expect(readOwnCookie(line)).toEqual(expected);
  });
});
