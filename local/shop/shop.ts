/** A small ticket shop for Corral to protect: an organiser's site, reduced to a form. */

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { serveLocally } from "../process/listen.ts";
import { readRegistration } from "./registration.ts";
import { shopStyle } from "./style.ts";
import { homePage, termsPage, thanksPage, whoamiPage } from "./views.ts";

export type RunningShop = { readonly url: string; close(): Promise<void> };

/** A name and a distance; a registration is never larger. */
const LARGEST_FORM_BYTES = 10_000;

/** Starts the shop; `port` 0 takes any free one. *Fails*: `PortInUse`. */
export async function startShop(options: { port?: number } = {}): Promise<RunningShop> {
  const server = await serveLocally(shop().fetch, options.port ?? 0);
  return { url: server.url, close: server.close };
}

function shop(): Hono {
  const app = new Hono();
  app.get("/", (c) => c.html(homePage(null)));
  app.get("/terms", (c) => c.html(termsPage()));
  app.get("/whoami", (c) => c.html(whoamiPage(c.req.header())));
  app.get("/style.css", (c) => c.body(shopStyle, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.post("/register", bodyLimit({ maxSize: LARGEST_FORM_BYTES }), async function register(c) {
    const registration = readRegistration(await c.req.parseBody());
    switch (registration.kind) {
      case "incomplete":
        return c.html(homePage(registration.complaint), 400);
      case "complete":
        // The runner is done: their seat goes to the next in line now, not when it expires.
        c.header("Corral-Command", "release");
        return c.html(thanksPage(registration));
      default: {
        const unreachable: never = registration;
        throw new TypeError(`no such registration: ${JSON.stringify(unreachable)}`);
      }
    }
  });
  app.notFound((c) => c.text("There is no such page in this shop.", 404));
  return app;
}
