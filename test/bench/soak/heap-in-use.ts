/** The targets of V8's inspector protocol, as `GET /json` lists them; ours is the only Worker in its process. */
type Target = { readonly webSocketDebuggerUrl?: string };

/** A Worker and its inspector. */
export type Inspected = { readonly url: string; readonly inspectorUrl: string };

const MEGABYTE = 1024 * 1024;
/** The inspector of a Worker is answered only while the Worker has something to do. */
const WAKE_EVERY_MS = 100;
/** Answered by a 404 without a look at the room (src/http/app.ts), so that waking leaves nothing behind. */
const WAKE_PATH = "/__corral/awake";

/**
 * What a Worker's heap holds once garbage has been collected, MB (Chrome DevTools Protocol:
 * `HeapProfiler.collectGarbage`, `Runtime.getHeapUsage`). Its process holds more: without the limit that Cloudflare
 * sets an isolate, V8 is in no hurry.
 */
export async function readHeapMegabytes({ url, inspectorUrl }: Inspected): Promise<number> {
  const targets = (await (await fetch(`${inspectorUrl}/json`)).json()) as readonly Target[];
  const address = targets[0]?.webSocketDebuggerUrl;
  if (address === undefined) throw new Error("the inspector lists no Worker");
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
  });
  const waking = setInterval(() => wake(url), WAKE_EVERY_MS);
  try {
    await call(socket, 1, "HeapProfiler.collectGarbage");
    const { usedSize } = (await call(socket, 2, "Runtime.getHeapUsage")) as { readonly usedSize: number };
    return usedSize / MEGABYTE;
  } finally {
    clearInterval(waking);
    socket.close();
  }
}

function wake(url: string): void {
  // A Worker that is gone has closed the socket too, which fails the call.
  fetch(url + WAKE_PATH).then(
    (answer) => answer.arrayBuffer(),
    () => {},
  );
}

function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.addEventListener("close", () => reject(new Error("the inspector has gone")));
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
      if (answer.id === id) resolve(answer.result);
    });
    socket.send(JSON.stringify({ id, method }));
  });
}
