// How many people hold a live pass at once. A pass lives from the answer that brings it until it ends or its holder
// gives the seat back; the request that does so counts, not its answer, since by then the seat may be another's.

/** What the room may hold from a moment on. */
export type Allowance = { readonly fromMs: number; readonly seats: number };

export type Peak = { readonly passes: number; readonly capacity: number };

export type LivePasses = {
  hold(person: number, fromMs: number, untilMs: number): void;
  /** Ends the pass that the person holds, since then. */
  end(person: number, atMs: number): void;
  /** The moment at which the most passes stood against the seats allowed. */
  peak(allowances: readonly Allowance[]): Peak;
};

type Holding = { readonly fromMs: number; untilMs: number };

export function livePasses(): LivePasses {
  const holdings = new Map<number, Holding[]>();

  function hold(person: number, fromMs: number, untilMs: number): void {
    const held = holdings.get(person) ?? [];
    const last = held.at(-1);
    if (last !== undefined && last.untilMs >= fromMs) last.untilMs = untilMs;
    else held.push({ fromMs, untilMs });
    holdings.set(person, held);
  }

  function end(person: number, atMs: number): void {
    const last = holdings.get(person)?.at(-1);
    if (last !== undefined) last.untilMs = Math.min(last.untilMs, atMs);
  }

  function peak(allowances: readonly Allowance[]): Peak {
    const steps = [...holdings.values()].flat().flatMap(({ fromMs, untilMs }) =>
      untilMs <= fromMs
        ? []
        : [
            { atMs: fromMs, change: 1 },
            { atMs: untilMs, change: -1 },
          ],
    );
    const looks = [...steps, ...allowances.map(({ fromMs }) => ({ atMs: fromMs, change: 0 }))];
    // Of one moment, ends come first and a look at what is left comes last.
    looks.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
    let passes = 0;
    let worst: Peak = { passes: 0, capacity: seatsAt(allowances, Number.NEGATIVE_INFINITY) };
    for (const { atMs, change } of looks) {
      passes += change;
      const capacity = seatsAt(allowances, atMs);
      if (passes * worst.capacity > worst.passes * capacity) worst = { passes, capacity };
    }
    return worst;
  }

  return { hold, end, peak };
}

/** The last allowance that has begun, else the first. */
function seatsAt(allowances: readonly Allowance[], atMs: number): number {
  return (allowances.findLast(({ fromMs }) => fromMs <= atMs) ?? allowances[0])?.seats ?? 0;
}
