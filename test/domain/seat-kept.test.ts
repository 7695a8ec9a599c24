import { describe, expect, it } from "vitest";
import { type EndsNote, readSeatKept } from "../../src/domain/seat-kept.ts";

/** A hundred seats, always taken; `endedBy` says how many of them have ended by a second. A note a turn with news. */
function notesOf(endedBy: (second: number) => number, seconds: number): EndsNote[] {
  const notes: EndsNote[] = [];
  for (let second = 0; second <= seconds; second++) {
    const ended = endedBy(second);
    if (notes.at(-1)?.ended !== ended) notes.push({ ended, seatSeconds: second * 100 });
  }
  return notes;
}

describe("how long a seat is kept", () => {
  it("is not known before a whole turnover has ended", () => {
    expect(readSeatKept([], 100)).toBeNull();
    expect(
      readSeatKept(
        notesOf((second) => second * 3, 33),
        100,
      ),
    ).toBeNull();
  });

  it("is what steady ends tell", () => {
    const notes = notesOf((second) => second * 5, 60);
    expect(readSeatKept(notes, 100)).toBeCloseTo(20, 0);
  });

  it("is exact for visits of one length, wherever in a wave it is read", () => {
    const inWaves = (second: number) => Math.floor(second / 25) * 100;
    expect([25, 26, 40, 49, 50, 74, 99, 110].map((second) => readSeatKept(notesOf(inWaves, second), 100))).toEqual([
      25, 25, 25, 25, 25, 25, 25, 25,
    ]);
  });

  it("leaves out the first turnover, in which only short visits end, once there is another", () => {
    const late = (second: number) => Math.max(0, (second - 20) * 5);
    expect(readSeatKept(notesOf(late, 40), 100)).toBe(40);
    expect(readSeatKept(notesOf(late, 60), 100)).toBe(20);
  });

  it("is a number where more ended in one turn than now make three turnovers", () => {
    const notes = [
      { ended: 0, seatSeconds: 0 },
      { ended: 100, seatSeconds: 2500 },
    ];
    expect(readSeatKept(notes, 10)).toBe(25);
  });

  it("tells little from few visits, and nothing from fewer than ten", () => {
    expect(readSeatKept([{ ended: 0, seatSeconds: 0 }], 0)).toBeNull();
    expect(
      readSeatKept(
        [
          { ended: 0, seatSeconds: 0 },
          { ended: 9, seatSeconds: 90 },
        ],
        1,
      ),
    ).toBeNull();
    expect(
      readSeatKept(
        [
          { ended: 0, seatSeconds: 0 },
          { ended: 10, seatSeconds: 90 },
        ],
        1,
      ),
    ).toBe(9);
  });
});
