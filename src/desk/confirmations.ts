import type { Epoch } from "../domain/epoch.ts";
import type { VisitorId } from "../domain/visitor.ts";
import type { Batch, TurnReport } from "../turnstile/turnstile.ts";

/** Most entries kept, the latest: a visitor whose entry is dropped confirms once more. */
const KEPT_MOST = 20_000;

export type Confirmed = { readonly epoch: Epoch; readonly expiresAtMs: number };

/**
 * The seats this isolate knows from the answer of a turn that carried their confirmation: only their fresh passes are
 * swapped for full ones, and only up to the expiry that the turn carried.
 */
export type Confirmations = {
  readonly learn: (report: TurnReport, batch: Batch) => void;
  readonly of: (visitor: VisitorId) => Confirmed | null;
  readonly forget: (visitor: VisitorId) => void;
};

export function confirmations(): Confirmations {
  const known = new Map<VisitorId, Confirmed>();
  return {
    learn(report, batch) {
      const refused = new Set(report.refused);
      for (const { visitor, expiresAtMs } of [...batch.confirmed, ...batch.restored]) {
        known.delete(visitor);
        if (!refused.has(visitor)) known.set(visitor, { epoch: report.snapshot.epoch, expiresAtMs });
      }
      // The oldest stand first and their seats end first, except renewed ones, which need no confirming.
      for (const [visitor, { expiresAtMs }] of known) {
        if (known.size <= KEPT_MOST && expiresAtMs > report.snapshot.asOfMs) break;
        known.delete(visitor);
      }
    },
    of: (visitor) => known.get(visitor) ?? null,
    forget: (visitor) => {
      known.delete(visitor);
    },
  };
}
