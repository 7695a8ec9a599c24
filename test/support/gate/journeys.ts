// How visitors get to where a test begins.

import type { Browser } from "./a-browser.ts";
import type { Gate } from "./a-gate.ts";

/** Let in at once, confirmed by a second request, and holding a full pass. The room must be open. */
export async function aSeated(gate: Gate): Promise<Browser> {
  const visitor = gate.aBrowser();
  await visitor.navigate("/first");
  await gate.settle();
  await confirm(gate, visitor);
  return visitor;
}

/** Shows a fresh pass, so that the next turn makes a seat of the call, and swaps it for a full one. */
export async function confirm(gate: Gate, visitor: Browser): Promise<void> {
  await visitor.navigate("/second");
  await gate.elapse(1000);
  await visitor.navigate("/third");
  await gate.settle();
}

/** A visitor whom the page told to wait, in line since the first poll. The room must be full. */
export async function aWaiting(gate: Gate): Promise<Browser> {
  const visitor = gate.aBrowser();
  await visitor.navigate();
  await visitor.poll();
  await gate.elapse(1000);
  return visitor;
}
