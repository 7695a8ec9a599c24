import { serveLocally } from "../../../local/process/listen.ts";

export type RecordedRequest = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Headers;
};

export type RecordingOrigin = {
  readonly url: string;
  /** What reached the origin, in order, since the last `clear`. */
  readonly requests: () => readonly RecordedRequest[];
  /** Answers a path otherwise than with the default page, until the next `clear`. */
  readonly on: (path: string, respond: (request: Request) => Response | Promise<Response>) => void;
  readonly clear: () => void;
  readonly close: () => Promise<void>;
};

/** A protected site that remembers what it was sent. */
export async function startRecordingOrigin(): Promise<RecordingOrigin> {
  let requests: RecordedRequest[] = [];
  const ways = new Map<string, (request: Request) => Response | Promise<Response>>();
  const server = await serveLocally((request) => {
    const { pathname, search } = new URL(request.url);
    requests.push({ method: request.method, path: pathname + search, headers: new Headers(request.headers) });
    return ways.get(pathname)?.(request) ?? new Response("the site", { headers: { "Cache-Control": "public" } });
  }, 0);
  return {
    url: server.url,
    requests: () => requests,
    on: (path, respond) => ways.set(path, respond),
    clear() {
      requests = [];
      ways.clear();
    },
    close: server.close,
  };
}
