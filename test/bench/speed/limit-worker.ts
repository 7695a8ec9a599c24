import { Hono } from "hono/tiny";

/** An empty answer: the most that Hono can do here. */
const worker = new Hono().all("*", (c) => c.body(null));

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker's handlers from there
export default worker;
