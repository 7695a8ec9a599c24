// /__corral/log: the remembered changes of the live settings, newest first.

import { answerJson, CACHED, refuse } from "../answers/json.ts";
import type { RequestContext } from "../request/request-context.ts";

/**
 * Answers `GET` and `HEAD` with the log as JSON, readable by everybody.
 *
 * *Costs*: a round trip unless the desk has a fresh copy; caches answer for 2 s. *Fails*: 405 for other methods, 503
 * while Redis is away.
 */
export async function logEndpoint({ request, desk }: RequestContext): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "HEAD") return refuse(405, "GET and HEAD only.", { Allow: "GET, HEAD" });
  const entries = await desk.readLog();
  return entries === null ? refuse(503, "The log cannot be reached just now.") : answerJson(200, entries, CACHED);
}
