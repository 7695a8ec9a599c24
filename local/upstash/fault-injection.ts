import type { Command } from "./redis-client.ts";

/** The ways in which the network or the service may fail a call. */
export type FaultKind =
  | { readonly kind: "latency"; readonly ms: number }
  /** No answer, until the front closes. */
  | { readonly kind: "hang" }
  /** An HTTP status instead of running the command. */
  | { readonly kind: "status"; readonly status: number }
  /** 200, and a body that is not JSON. */
  | { readonly kind: "garbage" }
  /** 200, and JSON of a shape that no command returns. */
  | { readonly kind: "wrong-shape" }
  /** The command runs; its answer is lost with the connection. */
  | { readonly kind: "drop-answer" }
  /** The connection is lost before the command runs. */
  | { readonly kind: "refuse" };

export type Fault = FaultKind & {
  /** Only every n-th call, counted among those that `only` selects. */
  readonly every?: number;
  /** Only calls with a command that this accepts. The command's name is passed in upper case. */
  readonly only?: (command: readonly string[]) => boolean;
};

type FaultPlan = {
  set(fault: Fault | null): void;
  /** The fault for this call, or `null`. Counts the call. */
  meet(commands: readonly Command[]): FaultKind | null;
};

export function faultPlan(): FaultPlan {
  let current: Fault | null = null;
  let matchingCalls = 0;
  return {
    set(fault) {
      current = fault;
      matchingCalls = 0;
    },
    meet(commands) {
      if (current === null) return null;
      const { only, every = 1 } = current;
      if (only !== undefined && !commands.some(([name = "", ...rest]) => only([name.toUpperCase(), ...rest])))
        return null;
      matchingCalls += 1;
      return matchingCalls % every === 0 ? current : null;
    },
  };
}
