import { Hono } from "hono/tiny";
import { gate } from "./gate.ts";
import { ownHeaders } from "./own-headers.ts";
import { keepParts, type World } from "./parts.ts";
import { beginVisit } from "./visit.ts";

type Env = { Bindings: Record<string, unknown> };

/** The whole of Corral as one Hono app, with the memory of one isolate. */
export function corral(world: World): Hono<Env> {
  const partsOf = keepParts(world);
  const app = new Hono<Env>();
  // Paths of the operator's and the public's own; what is not one of them is nobody's.
  app.all("/__corral/*", () => plain(404, "Not found.\n"));
  app.all("*", async function throughTheGate(c) {
    const outcome = await partsOf(c.env);
    if (outcome.kind === "misconfigured") return plain(500, "This waiting room is not set up yet.\n");
    const ctx = c.executionCtx;
    return gate(beginVisit(outcome.parts, c.req.raw, (work) => ctx.waitUntil(work)));
  });
  app.onError((fault) => {
    world.log({ event: "unexpected", name: fault.name });
    return plain(500, "Something went wrong. Please try again in a moment.\n");
  });
  return app;
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: ownHeaders("unavailable", { "Content-Type": "text/plain; charset=utf-8" }),
  });
}
