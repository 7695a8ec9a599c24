import css from "./page.css";
import script from "./waiting.client.js";

/** Kept as a string, not as a promise: a Worker may not wait in one request for what another began. */
let policy: string | null = null;

/**
 * The content security policy of Corral's pages: nothing but the one style and the one script, by hash, and requests to
 * the page's own origin. `img-src data:` is for the empty icon that keeps browsers from asking the gate for one.
 */
export async function pageCsp(): Promise<string> {
  policy ??= [
    "default-src 'none'",
    `script-src ${await hashSource(script)}`,
    `style-src ${await hashSource(css)}`,
    "connect-src 'self'",
    "img-src data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return policy;
}

async function hashSource(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
