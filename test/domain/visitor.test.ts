import { describe, expect, it } from "vitest";
import { deriveVisitorId, isVisitorId, mintVisitorId } from "../../src/domain/visitor.ts";

describe("a visitor id", () => {
  it("is the given bytes in base64url", () => {
    expect(mintVisitorId((bytes) => bytes.fill(0xff))).toBe("________________");
    expect(mintVisitorId((bytes) => bytes.fill(0xfb))).toBe("-_v7-_v7-_v7-_v7");
  });

  it("is told from anything else of its length", () => {
    expect(isVisitorId(mintVisitorId((bytes) => crypto.getRandomValues(bytes)))).toBe(true);
    for (const text of [
      "",
      "a".repeat(15),
      "a".repeat(17),
      "aaaaaaaaaaaaaaa+",
      "aaaaaaaaaaaaaaa\n",
      `${"a".repeat(16)}\n`,
    ]) {
      expect(isVisitorId(text)).toBe(false);
    }
  });

  it("derived from a spent one is another, and the same each time", async () => {
    const spent = mintVisitorId((bytes) => bytes.fill(1));
    const anew = await deriveVisitorId(spent);
    expect(isVisitorId(anew)).toBe(true);
    expect(anew).not.toBe(spent);
    expect(await deriveVisitorId(spent)).toBe(anew);
    expect(await deriveVisitorId(anew)).not.toBe(anew);
  });
});
