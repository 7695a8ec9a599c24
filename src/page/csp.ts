import type { Brand } from "../domain/room.ts";
import draw from "./client/draw.ts?script";
import script from "./client/main.ts?script";
import watchdog from "./client/watchdog.ts?script";
import { styleOf } from "./style.ts";

/** Kept as strings, not as promises: a Worker may not await in one request what another began. */
const policies = new WeakMap<Brand, string>();

/**
 * The content security policy of Corral's pages (CSP Level 3). It allows the one style and the three scripts, by hash,
 * the logo from its own origin, and requests to the page's origin. `img-src data:` is for inlined logos, and for the
 * empty icon that keeps browsers from requesting one from the gate.
 *
 * *Costs*: four SHA-256 digests, once per brand and isolate.
 */
export async function pageCsp(brand: Brand): Promise<string> {
  const known = policies.get(brand);
  if (known !== undefined) return known;
  const policy = [
    "default-src 'none'",
    `script-src ${await hashSource(script)} ${await hashSource(watchdog)} ${await hashSource(draw)}`,
    `style-src ${await hashSource(styleOf(brand))}`,
    "connect-src 'self'",
    `img-src data:${originOf(brand.logoUrl)}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  policies.set(brand, policy);
  return policy;
}

function originOf(logoUrl: string | null): string {
  return logoUrl === null || logoUrl.startsWith("data:") ? "" : ` ${new URL(logoUrl).origin}`;
}

async function hashSource(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
