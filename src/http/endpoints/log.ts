// /__corral/log: every change of the live settings that is remembered, the newest first.

import { answerJson, CACHED, refuse } from "../answers/json.ts";
import type { RequestContext } from "../request/request-context.ts";

export async function logEndpoint({ request, desk }: RequestContext): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "HEAD") return refuse(405, "GET and HEAD only.", { Allow: "GET, HEAD" });
  const entries = await desk.readLog();
  return entries === null ? refuse(503, "The log cannot be reached just now.") : answerJson(200, entries, CACHED);
}
