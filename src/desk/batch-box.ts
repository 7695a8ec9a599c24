import type { VisitorId } from "../domain/visitor.ts";
import { BATCH_MOST, type Batch, NO_WAITS } from "../turnstile/turnstile.ts";

/**
 * Most entries a desk keeps of each kind. An outage fills the box at thousands of polls a second; the oldest go first,
 * and tickets make that safe: a visitor who is dropped reports again.
 */
const KEPT_MOST = 20_000;

/**
 * Collects what the next turn will report: signs of life, confirmations, seats to put back, told-to-wait counts.
 *
 * *Guarantees*: one entry per visitor and kind, the latest; never more than it may keep; never a batch beyond what one
 * script takes.
 */
export type BatchBox = {
  readonly present: (visitor: VisitorId, number: number) => void;
  readonly confirmed: (visitor: VisitorId, expiresAtMs: number) => void;
  readonly restored: (visitor: VisitorId, expiresAtMs: number) => void;
  readonly toldToWait: (count?: number) => void;
  /** How many people told to wait are still to be sent. */
  readonly toldUnsent: () => number;
  /** Somebody with an estimate was let in. */
  readonly waitEnded: (how: "as-told" | "otherwise") => void;
  /** Takes out the told-to-wait count alone, for an arrival to carry; `toldToWait` puts back one that failed. */
  readonly takeTold: () => number;
  readonly forget: (visitor: VisitorId) => void;
  readonly isEmpty: () => boolean;
  /** Whether more is left than one script takes. */
  readonly overflows: () => boolean;
  /** Takes out what fits into one turn. */
  readonly take: () => Batch;
  /** Puts back what a failed turn carried; what was collected since is newer and stays. */
  readonly putBack: (batch: Batch) => void;
};

export function batchBox(): BatchBox {
  const present = new Map<VisitorId, number>();
  const confirmed = new Map<VisitorId, number>();
  const restored = new Map<VisitorId, number>();
  let toldToWait = 0;
  let waits = NO_WAITS;
  return {
    present: (visitor, number) => put(present, visitor, number),
    confirmed: (visitor, expiresAtMs) => put(confirmed, visitor, expiresAtMs),
    restored: (visitor, expiresAtMs) => put(restored, visitor, expiresAtMs),
    toldToWait: (count = 1) => {
      toldToWait += count;
    },
    toldUnsent: () => toldToWait,
    waitEnded(how) {
      waits = sumWaits(waits, { estimated: 1, held: how === "as-told" ? 1 : 0 });
    },
    takeTold() {
      const taken = toldToWait;
      toldToWait = 0;
      return taken;
    },
    forget(visitor) {
      for (const kind of [present, confirmed, restored]) kind.delete(visitor);
    },
    isEmpty: () => present.size + confirmed.size + restored.size + toldToWait + waits.estimated === 0,
    overflows: () => Math.max(present.size, confirmed.size, restored.size) >= BATCH_MOST,
    take() {
      const batch = {
        present: takeSome(present).map(([visitor, number]) => ({ visitor, number })),
        confirmed: takeSome(confirmed).map(([visitor, expiresAtMs]) => ({ visitor, expiresAtMs })),
        restored: takeSome(restored).map(([visitor, expiresAtMs]) => ({ visitor, expiresAtMs })),
        toldToWait,
        waits,
      };
      toldToWait = 0;
      waits = NO_WAITS;
      return batch;
    },
    putBack(batch) {
      for (const { visitor, number } of batch.present) putOlder(present, visitor, number);
      for (const { visitor, expiresAtMs } of batch.confirmed) putOlder(confirmed, visitor, expiresAtMs);
      for (const { visitor, expiresAtMs } of batch.restored) putOlder(restored, visitor, expiresAtMs);
      toldToWait += batch.toldToWait;
      waits = sumWaits(waits, batch.waits);
    },
  };
}

function sumWaits(one: Batch["waits"], other: Batch["waits"]): Batch["waits"] {
  return { estimated: one.estimated + other.estimated, held: one.held + other.held };
}

function put(kind: Map<VisitorId, number>, visitor: VisitorId, value: number): void {
  kind.set(visitor, value); // in its old position: to report again must not put off being sent
  if (kind.size <= KEPT_MOST) return;
  const oldest = kind.keys().next();
  if (!oldest.done) kind.delete(oldest.value);
}

function putOlder(kind: Map<VisitorId, number>, visitor: VisitorId, value: number): void {
  if (!kind.has(visitor) && kind.size < KEPT_MOST) kind.set(visitor, value);
}

function takeSome(kind: Map<VisitorId, number>): [VisitorId, number][] {
  const some: [VisitorId, number][] = [];
  for (const entry of kind) {
    if (some.length === BATCH_MOST) break;
    some.push(entry);
  }
  for (const [visitor] of some) kind.delete(visitor);
  return some;
}
