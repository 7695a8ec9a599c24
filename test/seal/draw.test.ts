import { createHash, createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isDrawn, isNumber, numberByArrival } from "../../src/domain/ticket.ts";
import { mintVisitorId, type VisitorId } from "../../src/domain/visitor.ts";
import { type Draw, deriveDraw } from "../../src/seal/draw.ts";
import { SECRET } from "../support/secrets.ts";
import { OTHER_SECRET } from "./tokens.ts";

const OPENS_AT_MS = 1_805_590_800_000;
const opening = { roomName: "main", opensAtMs: OPENS_AT_MS };
const draw = await deriveDraw(SECRET, opening);
const KEY = Buffer.from(hkdfSync("sha256", SECRET, "", "corral draw main 2027-03-21T01:00:00.000Z", 32));

const anyId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((random) => mintVisitorId(() => random));

/** The nth of ids as like one another as ids can be: each counts one further than the one before. */
function nthId(nth: number): VisitorId {
  return mintVisitorId((bytes) => {
    new DataView(bytes.buffer).setUint32(8, nth);
    return bytes;
  });
}

function drawFor(of: Draw, people: number): Promise<number[]> {
  return Promise.all(Array.from({ length: people }, (_, nth) => of.numberOf(nthId(nth))));
}

/** Pearson's statistic over equally likely buckets. */
function chiSquare(buckets: readonly number[], bucketCount: number): number {
  const counts = new Array<number>(bucketCount).fill(0);
  for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
  const expected = buckets.length / bucketCount;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The order of the line: the ids' places, by the numbers they drew. */
function orderOf(numbers: readonly number[]): number[] {
  return numbers.map((_, nth) => nth).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
}

/** Spearman's rank correlation, for numbers of which no two are the same. */
function rankCorrelation(some: readonly number[], others: readonly number[]): number {
  const [ranks, otherRanks] = [orderOf(orderOf(some)), orderOf(orderOf(others))];
  const squares = ranks.reduce((sum, rank, nth) => sum + (rank - (otherRanks[nth] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (some.length * (some.length ** 2 - 1));
}

describe("a number drawn", () => {
  it("is an integer from 0 to 2^48, below every number by arrival", async () => {
    await fc.assert(
      fc.asyncProperty(anyId, async (id) => {
        const number = await draw.numberOf(id);
        expect(isNumber(number)).toBe(true);
        expect(number).toBeLessThan(2 ** 48);
        expect(number).toBeLessThan(1e15);
        expect(number).toBeLessThan(numberByArrival(OPENS_AT_MS, () => 0));
        expect(isDrawn(number)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same however often anybody asks, and whoever derives the draw", async () => {
    const elsewhere = await deriveDraw(SECRET, { roomName: "main", opensAtMs: OPENS_AT_MS });
    expect([elsewhere.key, elsewhere.commitment]).toEqual([draw.key, draw.commitment]);
    await fc.assert(
      fc.asyncProperty(anyId, anyId, async (id, between) => {
        const number = await draw.numberOf(id);
        await draw.numberOf(between);
        expect(await draw.numberOf(id)).toBe(number);
        expect(await elsewhere.numberOf(id)).toBe(number);
      }),
      { numRuns: 300 },
    );
  });

  it("is the first 12 hexadecimal digits of HMAC-SHA-256 over the ticket's code, as anybody can compute", async () => {
    await fc.assert(
      fc.asyncProperty(anyId, async (id) => {
        const hash = createHmac("sha256", KEY).update(id, "utf8").digest("hex");
        expect(await draw.numberOf(id)).toBe(Number.parseInt(hash.slice(0, 12), 16));
      }),
      { numRuns: 1000 },
    );
  });

  it("is what it was in every release", async () => {
    expect(await draw.numberOf("AAAAbbbbCCCC-_09" as VisitorId)).toBe(112_050_092_898_973);
  });
});

describe("the numbers of 20,000 people", () => {
  let numbers: number[];
  beforeAll(async () => {
    numbers = await drawFor(draw, 20_000);
  });

  // A uniform source exceeds 132 with 63 degrees of freedom, and 57 with 15, less often than once in a million.
  it("are spread evenly from the lowest to the highest", () => {
    expect(
      chiSquare(
        numbers.map((number) => Math.floor(number / 2 ** 42)),
        64,
      ),
    ).toBeLessThan(132);
  });

  it("are spread evenly in their lowest bits", () => {
    expect(
      chiSquare(
        numbers.map((number) => number % 64),
        64,
      ),
    ).toBeLessThan(132);
  });

  it("are spread evenly in the bits between", () => {
    expect(
      chiSquare(
        numbers.map((number) => Math.floor(number / 2 ** 21) % 64),
        64,
      ),
    ).toBeLessThan(132);
  });

  it("are spread evenly whatever the number just before was", () => {
    const quarters = numbers.map((number) => Math.floor(number / 2 ** 46));
    const pairs = quarters.flatMap((quarter, nth) => (nth % 2 === 1 ? [4 * (quarters[nth - 1] ?? 0) + quarter] : []));
    expect(chiSquare(pairs, 16)).toBeLessThan(57);
  });

  it("are all different", () => {
    expect(new Set(numbers).size).toBe(20_000);
  });

  // The coefficient of independent ranks is normal with a deviation of 1/√19,999; beyond 0.035 it is once in a million.
  it("have nothing to do with when they came", () => {
    const arrivals = numbers.map((_, nth) => nth);
    expect(Math.abs(rankCorrelation(arrivals, numbers))).toBeLessThan(0.035);
  });
});

describe("another draw", () => {
  it.each<[string, string, { readonly roomName: string; readonly opensAtMs: number }]>([
    ["of another opening, a second later", SECRET, { roomName: "main", opensAtMs: OPENS_AT_MS + 1000 }],
    ["of another room", SECRET, { roomName: "main-2", opensAtMs: OPENS_AT_MS }],
    ["of another secret", OTHER_SECRET, { roomName: "main", opensAtMs: OPENS_AT_MS }],
  ])("has another key, another commitment and an order of its own: %s", async (_, secret, of) => {
    const another = await deriveDraw(secret, of);
    expect(another.key).not.toBe(draw.key);
    expect(another.commitment).not.toBe(draw.commitment);
    const [numbers, others] = [await drawFor(draw, 5000), await drawFor(another, 5000)];
    expect(orderOf(others)).not.toEqual(orderOf(numbers));
    // Of 5,000 the deviation is 1/√4,999.
    expect(Math.abs(rankCorrelation(numbers, others))).toBeLessThan(0.07);
  });
});

describe("what is published of a draw", () => {
  it("is its key as another implementation derives it", () => {
    expect(draw.key).toBe(KEY.toString("hex"));
  });

  it("is a commitment that is SHA-256 of the key's bytes, and not of its digits", () => {
    expect(draw.commitment).toBe(createHash("sha256").update(KEY).digest("hex"));
    expect(draw.commitment).not.toBe(createHash("sha256").update(draw.key).digest("hex"));
  });
});
