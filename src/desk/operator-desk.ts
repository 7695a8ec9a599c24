// What the desk does for the operator and for whoever watches the room.

import { type Control, type ControlChange, UNTOUCHED } from "../domain/control.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import type { KeepAlive } from "./clock.ts";
import type { Memory } from "./memory.ts";

export type OperatorDesk = {
  /** What the operator has set live, as far as this isolate has heard. */
  readonly control: () => Control;
  /** The room as it is; where nothing fresh is known a turn is taken first. `null`: Redis is away, and nothing is known. */
  readonly look: (keepAlive: KeepAlive) => Promise<Snapshot | null>;
  /** Changes the live settings. `false`: Redis could not be asked. */
  readonly change: (change: ControlChange, entry: string) => Promise<boolean>;
  /** `null`: Redis could not be asked. */
  readonly readLog: () => Promise<readonly string[] | null>;
};

export function operatorDesk(memo: Memory): OperatorDesk {
  const { breaker, clock, turnstile } = memo;
  return {
    control: () => memo.lastSnapshot()?.control ?? UNTOUCHED,
    async look(keepAlive) {
      if (memo.freshSnapshot() === null) await memo.turns.turnNow();
      memo.turns.keepTurning(keepAlive);
      return memo.lastSnapshot();
    },
    async change(change, entry) {
      const guarded = await breaker.attempt(() => turnstile.change(change, entry, memo.known(), clock.nowMs()));
      if (guarded.kind === "fault") return false;
      await memo.turns.turnNow(); // this isolate tells what it has just been told
      return true;
    },
    async readLog() {
      const guarded = await breaker.attempt(() => turnstile.readLog(memo.known(), clock.nowMs()));
      return guarded.kind === "answered" ? guarded.value : null;
    },
  };
}
