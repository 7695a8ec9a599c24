import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { gateHeaders } from "./answers/headers.ts";
import { drawEndpoint } from "./endpoints/draw.ts";
import { logEndpoint } from "./endpoints/log.ts";
import { preview } from "./endpoints/preview.ts";
import { roomEndpoint } from "./endpoints/room.ts";
import { gate } from "./gate/gate.ts";
import { type RequestContext, requestContext } from "./request/request-context.ts";
import { type RoomServices, type Runtime, roomServices } from "./request/room-services.ts";

type Env = { Bindings: Record<string, unknown> };
type Respond = (context: RequestContext, services: RoomServices) => Promise<Response> | Response;

/**
 * The whole of Corral as one Hono app, with one isolate's memory.
 *
 * *Fails*: never. Bad env vars become a 500 that says the room is not set up (the preview is then a 404), an unexpected
 * exception a 500 without details; both are logged.
 */
export function corral(runtime: Runtime): Hono<Env> {
  const servicesOf = roomServices(runtime);
  const app = new Hono<Env>();
  async function answer(c: Context<Env>, respond: Respond, misconfigured: () => Response): Promise<Response> {
    const outcome = await servicesOf(c.env);
    if (outcome.kind === "misconfigured") return misconfigured();
    const { services } = outcome;
    return respond(
      requestContext(services, c.req.raw, (work) => c.executionCtx.waitUntil(work)),
      services,
    );
  }
  const previewIfOn: Respond = (context) => (context.room.preview === "on" ? preview(context) : notFound());
  app.all("/__corral/preview", (c) => answer(c, previewIfOn, notFound));
  app.all("/__corral/room", (c) => answer(c, (context, { adminToken }) => roomEndpoint(context, adminToken), notSetUp));
  app.all("/__corral/draw", (c) => answer(c, drawEndpoint, notSetUp));
  app.all("/__corral/log", (c) => answer(c, logEndpoint, notSetUp));
  // `/__corral/` is reserved: unknown paths under it are 404 and never reach the origin.
  app.all("/__corral/*", notFound);
  app.all("*", (c) => answer(c, gate, notSetUp));
  app.onError((fault) => {
    runtime.log({ event: "unexpected", name: fault.name });
    return plain(500, "Something went wrong. Please try again in a moment.\n");
  });
  return app;
}

function notSetUp(): Response {
  return plain(500, "This waiting room is not set up yet.\n");
}

function notFound(): Response {
  return plain(404, "Not found.\n");
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: gateHeaders("unavailable", { "Content-Type": "text/plain; charset=utf-8" }),
  });
}
