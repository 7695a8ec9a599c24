import type { Room } from "../../../src/domain/room.ts";
import type { VisitorId } from "../../../src/domain/visitor.ts";
import type { SetState } from "../redis/redis-state.ts";
import { numberOf } from "./histories.ts";

/** The invariants of the six sets that are broken, in words; none when all is well. They hold after every step. */
export function brokenInvariants(
  sets: SetState,
  known: {
    readonly room: Room;
    readonly released: ReadonlyMap<VisitorId, number>;
    readonly beyondCapacity: "allowed" | "forbidden";
  },
): string[] {
  const broken: string[] = [];
  const taken = sets.seats.size + sets.called.size;
  if (known.beyondCapacity === "forbidden" && taken > known.room.capacity) {
    broken.push(`1: ${taken} seats and calls at capacity ${known.room.capacity}`);
  }
  const holders = [...sets.line.keys(), ...sets.called.keys(), ...sets.seats.keys()];
  const twice = holders.filter((visitor, at) => holders.indexOf(visitor) !== at);
  if (twice.length > 0) broken.push(`2: in two of line, called and seats: ${twice}`);
  const undead = holders.filter((visitor) => sets.spent.has(visitor));
  if (undead.length > 0) broken.push(`2: spent, but in line, called or seats: ${undead}`);
  for (const [visitor, number] of sets.line) {
    if (number !== numberOf(visitor)) broken.push(`4: the number of ${visitor} is ${number}`);
  }
  const unseen = [...sets.line.keys()].filter((visitor) => !sets.seen.has(visitor));
  if (unseen.length > 0 || sets.seen.size !== sets.line.size) broken.push(`line and seen differ: ${unseen}`);
  const undone = holders.filter((visitor) => known.released.has(visitor));
  if (undone.length > 0) broken.push(`9: released, and back: ${undone}`);
  return broken;
}
