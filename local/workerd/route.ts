/** Plays Cloudflare's edge for a Worker that is a route of a site, as far as such a Worker can tell. */

import type { MiniflareOptions } from "miniflare";

type WorkerOptions = MiniflareOptions["workers"][number];

const NAME = "route";

const SCRIPT = `
export default {
  fetch(request, env) {
    return new URL(request.url).origin === env.ELSEWHERE ? fetch(request) : env.SITE.fetch(request);
  },
};
`;

/**
 * The Worker between a route and the network. It sends everything the route fetches to the site, under the host that
 * the route requests, except for requests to `elsewhere`.
 *
 * *Guarantees*: bodies, upgrades and headers pass untouched, as they do at the edge.
 */
export function routeTo(options: { siteUrl: string; elsewhere: string | undefined; compatibilityDate: string }): {
  worker: WorkerOptions;
  outboundService: { type: "worker"; worker: string };
} {
  const { siteUrl, elsewhere, compatibilityDate } = options;
  return {
    worker: {
      config: {
        name: NAME,
        compatibilityDate,
        compatibilityFlags: [],
        env: {
          ELSEWHERE: { type: "text", value: elsewhere === undefined ? "" : new URL(elsewhere).origin },
          SITE: { type: "external", address: new URL(siteUrl).host, http: {} },
        },
        manifest: { mainModule: "index.js", modules: { "index.js": { type: "esm", contents: SCRIPT } } },
      },
    },
    outboundService: { type: "worker", worker: NAME },
  };
}
