import { describe, expect, it } from "vitest";
import { cookieJar } from "../../../local/crowd/cookie-jar.ts";

const TICKET = `e30.${Buffer.from('{"num":1786000000123456}').toString("base64url")}.sig`;

describe("a cookie jar", () => {
  it("sends back what it was given, the last value of a name only", () => {
    const jar = cookieJar();
    jar.keep(["a=1; Path=/; HttpOnly", "b=x=y", "a=2"], 0);
    expect(jar.headerLine(0)).toBe("Cookie: a=2; b=x=y\r\n");
  });

  it("sends nothing when it is empty", () => {
    expect(cookieJar().headerLine(0)).toBe("");
  });

  it("drops a cookie whose time is up, and one that is cleared at once", () => {
    const jar = cookieJar();
    jar.keep(["a=1; Max-Age=75", "b=2; Max-Age=600"], 1000);
    jar.keep(["b=; max-age=0; Path=/"], 1000);
    expect(jar.headerLine(75_999)).toBe("Cookie: a=1\r\n");
    expect(jar.headerLine(76_000)).toBe("");
  });

  it("reads the number in a ticket, on https as on http", () => {
    for (const name of ["corral-ticket-main", "__Host-corral-ticket-main"]) {
      const jar = cookieJar();
      jar.keep([`${name}=${TICKET}`], 0);
      expect(jar.ticketNumber()).toBe(1786000000123456);
    }
  });

  it.each([
    ["no ticket", "corral-pass-main=a.b.c"],
    ["a ticket without a number", `corral-ticket-main=e30.${Buffer.from("{}").toString("base64url")}.s`],
    ["a ticket that is no JWT", "corral-ticket-main=nonsense"],
  ])("reads no number from %s", (_, line) => {
    const jar = cookieJar();
    jar.keep([line], 0);
    expect(jar.ticketNumber()).toBeNull();
  });
});
