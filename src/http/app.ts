import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { ownHeaders } from "./answers/headers.ts";
import { drawEndpoint } from "./endpoints/draw.ts";
import { preview } from "./endpoints/preview.ts";
import { logEndpoint, roomEndpoint } from "./endpoints/room.ts";
import { gate } from "./gate/gate.ts";
import { beginVisit, type Visit } from "./request/request-context.ts";
import { keepParts, type World } from "./request/room-services.ts";

type Env = { Bindings: Record<string, unknown> };

/** The whole of Corral as one Hono app, with the memory of one isolate. */
export function corral(world: World): Hono<Env> {
  const partsOf = keepParts(world);
  const app = new Hono<Env>();
  async function visitOf(c: Context<Env>): Promise<Visit | null> {
    const outcome = await partsOf(c.env);
    const ctx = c.executionCtx;
    return outcome.kind === "ready" ? beginVisit(outcome.parts, c.req.raw, (work) => ctx.waitUntil(work)) : null;
  }
  async function withVisit(c: Context<Env>, respond: (visit: Visit) => Promise<Response>): Promise<Response> {
    const visit = await visitOf(c);
    return visit === null ? plain(500, "This waiting room is not set up yet.\n") : respond(visit);
  }
  app.all("/__corral/preview", async function previewOfPages(c) {
    const visit = await visitOf(c);
    return visit?.parts.room.preview === "on" ? preview(visit) : notFound();
  });
  app.all("/__corral/room", (c) => withVisit(c, roomEndpoint));
  app.all("/__corral/draw", (c) => withVisit(c, drawEndpoint));
  app.all("/__corral/log", (c) => withVisit(c, logEndpoint));
  // Paths of the operator's and the public's own; what is not one of them is nobody's.
  app.all("/__corral/*", notFound);
  app.all("*", (c) => withVisit(c, gate));
  app.onError((fault) => {
    world.log({ event: "unexpected", name: fault.name });
    return plain(500, "Something went wrong. Please try again in a moment.\n");
  });
  return app;
}

function notFound(): Response {
  return plain(404, "Not found.\n");
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: ownHeaders("unavailable", { "Content-Type": "text/plain; charset=utf-8" }),
  });
}
