import type { RoomBill } from "./room-bill.ts";
import { ISOLATES } from "./room-bill.ts";
import { SHAPES, type Shape } from "./shapes.ts";

export type Measured = {
  readonly sizes: readonly number[];
  readonly turnMicros?: readonly number[];
  readonly pollCpuMicros?: readonly number[];
  readonly placeErrorP99?: Readonly<Record<Shape, readonly number[]>>;
  readonly roomBills?: readonly RoomBill[];
};

/** The longest line's figure, against the shortest's. */
const GROWTH_MOST = 1.5;
const PLACE_ERROR_MOST = 0.05;
/** Billed commands a second: housekeeping of a room, and each isolate's turn. */
const HOUSE_MOST = 45;
const TURN_MOST = 10;

/** The bars that what was measured misses, in words. */
export function missedBars(measured: Measured): string[] {
  const { sizes, turnMicros, pollCpuMicros, placeErrorP99, roomBills } = measured;
  const missed: string[] = [];
  const atMost = (what: string, figure: number, bar: number) => {
    if (!(figure <= bar)) missed.push(`${what} is ${Number(figure.toPrecision(3))}, the bar is ${bar}`);
  };
  if (turnMicros)
    atMost("a turn over the longest line, against one over the shortest,", growthOf(turnMicros), GROWTH_MOST);
  if (pollCpuMicros)
    atMost("a poll of the longest line, against one of the shortest,", growthOf(pollCpuMicros), GROWTH_MOST);
  for (const [i, size] of sizes.entries()) {
    for (const shape of placeErrorP99 ? SHAPES : []) {
      atMost(
        `place error at p99, ${shape}, ${size} in line,`,
        placeErrorP99?.[shape][i] ?? Number.NaN,
        PLACE_ERROR_MOST,
      );
    }
    const bill = roomBills?.[i];
    if (bill === undefined) continue;
    atMost(`commands of a turn that keeps house, ${size} in line,`, bill.fullTurn, HOUSE_MOST + TURN_MOST);
    atMost(`commands of a turn between, ${size} in line,`, bill.betweenTurns, TURN_MOST);
    atMost(
      `commands a second of ${ISOLATES} isolates, ${size} in line,`,
      bill.second,
      HOUSE_MOST + ISOLATES * TURN_MOST,
    );
  }
  return missed;
}

/** How many times the first the last is. */
export function growthOf(figures: readonly number[]): number {
  return (figures.at(-1) ?? Number.NaN) / (figures[0] ?? Number.NaN);
}
