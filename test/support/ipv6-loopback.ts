import { createServer } from "node:net";
import { onTestFinished, type TestContext } from "vitest";
import { findFreePort } from "../../local/process/listen.ts";

function listenAt(port: number): Promise<ReturnType<typeof createServer> | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen({ port, host: "::1", ipv6Only: true }, () => resolve(server));
  });
}

/**
 * A port that is free at `127.0.0.1` and taken at `::1`. Where the machine has no `::1`, the test is skipped and says
 * so.
 */
export async function occupyIPv6Port(context: TestContext): Promise<number> {
  const port = await findFreePort();
  const server = await listenAt(port);
  if (server === null) return context.skip("this machine has no ::1");
  onTestFinished(() => void server.close());
  return port;
}

/** Skips a test, with the reason, where the machine has no `::1`. */
export async function needIPv6Loopback(context: TestContext): Promise<void> {
  (await listenAt(0))?.close() ?? context.skip("this machine has no ::1");
}
