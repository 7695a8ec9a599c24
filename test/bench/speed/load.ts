// Sends requests as fast as they are answered, from a thread of its own: what stands behind the Workers, Redis' front
// and the origin, runs in the main one.

import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { HttpRequest } from "../../../local/crowd/http-client.ts";

/** What is sent to one Worker, round and round, and how its answer is recognised. */
export type Load = {
  readonly url: string;
  readonly requests: readonly HttpRequest[];
  readonly expected: { readonly status: number; readonly state: "waiting" | null };
};

export type Loads = Readonly<Record<string, Load>>;

export type LoadOrder = { readonly name: string; readonly connections: number; readonly seconds: number };
export type LoadReport =
  | { readonly kind: "sent"; readonly answered: number; readonly seconds: number }
  | { readonly kind: "failed"; readonly what: string };

export type LoadSender = {
  /** *Fails*: when an answer was lost or not the expected one. */
  readonly send: (order: LoadOrder) => Promise<{ readonly answered: number; readonly seconds: number }>;
  readonly stop: () => Promise<void>;
};

export function loadSender(loads: Loads): LoadSender {
  const thread = new Worker(join(import.meta.dirname, "load-thread.ts"), { workerData: loads });
  return {
    async send(order) {
      thread.postMessage(order);
      const [report] = (await once(thread, "message")) as [LoadReport]; // our own thread sends nothing else
      if (report.kind === "failed") throw new Error(`${order.name}: ${report.what}`);
      return report;
    },
    async stop() {
      await thread.terminate();
    },
  };
}
