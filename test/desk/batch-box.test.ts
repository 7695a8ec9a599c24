import { describe, expect, it } from "vitest";
import { batchBox } from "../../src/desk/batch-box.ts";
import { BATCH_MOST } from "../../src/turnstile/turnstile.ts";
import { aVisitor } from "../support/a-visitor.ts";

const anna = aVisitor("anna");

describe("the batch box", () => {
  it("holds one entry a visitor and kind, the latest", () => {
    const box = batchBox();
    box.present(anna, 1);
    box.present(anna, 2);
    box.confirmed(anna, 3);
    box.toldToWait();
    box.waitEnded("as-told");
    box.waitEnded("otherwise");
    expect(box.take()).toEqual({
      present: [{ visitor: anna, number: 2 }],
      confirmed: [{ visitor: anna, expiresAtMs: 3 }],
      restored: [],
      toldToWait: 1,
      waits: { estimated: 2, held: 1 },
    });
    expect(box.isEmpty()).toBe(true);
  });

  it("gives out no more than one script takes, the oldest first", () => {
    const box = batchBox();
    for (let i = 0; i < BATCH_MOST + 10; i++) box.present(aVisitor(`runner${i}`), i);
    const first = box.take().present;
    expect(first).toHaveLength(BATCH_MOST);
    expect(first[0]).toEqual({ visitor: aVisitor("runner0"), number: 0 });
    expect(box.take().present).toHaveLength(10);
  });

  it("drops its oldest signs of life rather than grow without limit", () => {
    const box = batchBox();
    for (let i = 0; i < 50_000; i++) box.present(aVisitor(`runner${i}`), i);
    let kept = 0;
    let oldest = Number.POSITIVE_INFINITY;
    while (!box.isEmpty()) {
      const { present } = box.take();
      kept += present.length;
      oldest = Math.min(oldest, ...present.map(({ number }) => number));
    }
    expect(kept).toBe(20_000);
    expect(oldest).toBe(30_000);
  });

  it("keeps what is newer when a failed turn's batch is put back", () => {
    const box = batchBox();
    box.confirmed(anna, 100);
    box.toldToWait();
    box.waitEnded("as-told");
    const failed = box.take();
    box.confirmed(anna, 200);
    box.putBack(failed);
    const waits = { estimated: 1, held: 1 };
    expect(box.take()).toMatchObject({ confirmed: [{ visitor: anna, expiresAtMs: 200 }], toldToWait: 1, waits });
  });

  it("forgets a visitor who gives up what he holds", () => {
    const box = batchBox();
    box.present(anna, 1);
    box.confirmed(anna, 2);
    box.restored(anna, 3);
    box.forget(anna);
    expect(box.isEmpty()).toBe(true);
  });
});
