import type { Bench, BySize } from "./bench.ts";
import { type EventBills, type EventName, runCourse } from "./bill/course.ts";
import { billAskingEachPoll, billEvent, countAsks, type EventSize } from "./bill/event-bill.ts";
import { type FullRoom, watchFullRoom } from "./bill/full-room.ts";

const EVENT: BySize<EventSize> = { full: { people: 15_000, minutes: 30 }, smallest: { people: 30, minutes: 1 } };
const ISOLATES_BILLED = [4, 20, 100];
/** Isolates: watching the same crowd over few and over more tells the room's part of the turns from an isolate's. */
const FEW = 1;
const MORE: BySize<number> = { full: 4, smallest: 2 };

/** What each event may cost at most. */
const BARS: Readonly<Record<EventName, { readonly trips: number; readonly billed: number }>> = {
  pass: { trips: 0, billed: 0 },
  renewal: { trips: 1, billed: 3 },
  poll: { trips: 0, billed: 0.5 },
  newBusy: { trips: 0, billed: 0 },
  newOpen: { trips: 1, billed: 10 },
  takeUp: { trips: 1, billed: 6 },
};
/**
 * The room keeps house once a second, whatever happens: by chance one housekeeping more or less falls between two
 * readings of the meter at either end of a measurement. This is the most that one costs.
 */
const HOUSEKEEPING_COMMANDS = 45;
/** A machine that stands still for a moment makes an answer look as if it had waited: one in a hundred may. */
const STALLED_SHARE = 0.01;

/** What each event costs in round trips and billed commands, and from that a whole sale. */
export const bill: Bench = async ({ size, say }) => {
  const [event, mostIsolates] = [EVENT[size], MORE[size]];
  const bills = await runCourse(size, say);
  const options = { ...event, perArrive: bills.takeUp.billed, size };
  const few = await watchFullRoom({ ...options, isolates: FEW });
  const more = await watchFullRoom({ ...options, isolates: mostIsolates });
  say(describe(FEW, few));
  say(describe(mostIsolates, more));
  const isolatePerSecond = (more.billedPerSecond - few.billedPerSecond) / (mostIsolates - FEW);
  const roomPerSecond = few.billedPerSecond - FEW * isolatePerSecond;
  const parts = { perPerson: Math.max(0, bills.newBusy.billed) + bills.takeUp.billed, roomPerSecond, isolatePerSecond };
  const asks = countAsks(event, Math.random);
  return {
    result: {
      ...rounded(bills),
      turns: { roomPerSecond: Number(roomPerSecond.toFixed(1)), isolatePerSecond: Number(isolatePerSecond.toFixed(1)) },
      event: {
        waiting: event.people,
        minutes: event.minutes,
        asks,
        isolates: Object.fromEntries(ISOLATES_BILLED.map((isolates) => [isolates, billEvent(event, parts, isolates)])),
        askingEachPoll: billAskingEachPoll(asks),
      },
    },
    missed: listMissed(bills),
  };
};

function rounded(bills: EventBills): object {
  const entries = Object.entries(bills).map(([name, { trips, billed }]) => {
    return [name, { trips: Number(trips.toFixed(2)), billed: toCents(billed) }];
  });
  return Object.fromEntries(entries);
}

/** A figure measured as less than nothing is nothing. */
function toCents(billed: number): number {
  return Math.max(0, Number(billed.toFixed(2)));
}

function listMissed(bills: EventBills): string[] {
  const missed: string[] = [];
  for (const name of Object.keys(BARS) as EventName[]) {
    const { trips, billed, events } = bills[name];
    const bar = BARS[name];
    if (trips > bar.trips + STALLED_SHARE)
      missed.push(`${name}: ${trips} round trips before the answer, the bar is ${bar.trips}`);
    if (billed > bar.billed + (2 * HOUSEKEEPING_COMMANDS) / events) {
      missed.push(`${name}: ${billed.toFixed(2)} billed commands, the bar is ${bar.billed}`);
    }
  }
  return missed;
}

function describe(isolates: number, room: FullRoom): string {
  const { waiting, pollsPerSecond, arrivesPerSecond, turnsPerSecond, billedPerSecond } = room;
  const crowd = `${waiting} in line, ${pollsPerSecond.toFixed(0)} polls and ${arrivesPerSecond.toFixed(1)} arrivals a second`;
  return `full room over ${isolates}: ${crowd}; ${turnsPerSecond.toFixed(2)} turns, ${billedPerSecond.toFixed(1)} commands a second`;
}
