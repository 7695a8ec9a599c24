/** The targets of V8's inspector protocol, as `GET /json` lists them; ours is the only Worker in its process. */
type Target = { readonly webSocketDebuggerUrl?: string };

const MEGABYTE = 1024 * 1024;

/**
 * What a Worker's heap holds once garbage has been collected, MB (Chrome DevTools Protocol: `HeapProfiler.collectGarbage`,
 * `Runtime.getHeapUsage`). Its process holds more: without the limit that Cloudflare sets an isolate, V8 is in no hurry.
 */
export async function readHeapMegabytes(inspectorUrl: string): Promise<number> {
  const targets = (await (await fetch(`${inspectorUrl}/json`)).json()) as readonly Target[];
  const address = targets[0]?.webSocketDebuggerUrl;
  if (address === undefined) throw new Error("the inspector lists no Worker");
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
  });
  try {
    await call(socket, 1, "HeapProfiler.collectGarbage");
    const { usedSize } = (await call(socket, 2, "Runtime.getHeapUsage")) as { readonly usedSize: number };
    return usedSize / MEGABYTE;
  } finally {
    socket.close();
  }
}

function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
      if (answer.id === id) resolve(answer.result);
    });
    socket.send(JSON.stringify({ id, method }));
  });
}
