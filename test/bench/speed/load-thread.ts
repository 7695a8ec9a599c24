import { parentPort, workerData } from "node:worker_threads";
import { type Exchange, httpClient } from "../../../local/crowd/http-client.ts";
import type { Load, LoadOrder, LoadReport, Loads } from "./load.ts";

const loads = workerData as Loads; // given by load.ts
/** Where each load goes on when it is sent again: everybody is next once a round. */
const next = new Map<string, number>();

parentPort?.on("message", async (order: LoadOrder) => {
  parentPort?.postMessage(await send(order));
});

async function send({ name, connections, seconds }: LoadOrder): Promise<LoadReport> {
  const load = loads[name];
  if (load === undefined) return { kind: "failed", what: "no such load" };
  const client = httpClient(load.url, { mostConnections: connections });
  let at = next.get(name) ?? 0;
  let answered = 0;
  let flaw: string | null = null;
  const startedMs = performance.now();

  async function keepSending({ requests, expected }: Load): Promise<void> {
    while (flaw === null && performance.now() - startedMs < seconds * 1000) {
      const request = requests[at++ % requests.length];
      if (request === undefined) return;
      flaw ??= flawOf(await client.send(request), expected);
      answered += 1;
    }
  }

  await Promise.all(Array.from({ length: connections }, () => keepSending(load)));
  const tookSeconds = (performance.now() - startedMs) / 1000;
  client.close();
  next.set(name, at);
  return flaw === null ? { kind: "sent", answered, seconds: tookSeconds } : { kind: "failed", what: flaw };
}

function flawOf(exchange: Exchange, expected: Load["expected"]): string | null {
  if (exchange.kind === "failed") return exchange.reason;
  const { status, headers } = exchange.answer;
  const state = headers.get("corral-state") ?? null;
  return status === expected.status && state === expected.state ? null : `answered ${status}, state ${state}`;
}
