import { Hono } from "hono/tiny";

/** An empty answer: the most that Hono can do here. */
export const worker = new Hono().all("*", (c) => c.body(null));
