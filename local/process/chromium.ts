import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { findOrInstall } from "./find-or-install.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a real Chromium. *Fails*: `MissingProgram`, whose message says how to install it. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Starts one with its own profile, in the folder `profile`. *Fails*: as `startChromium`. */
export async function startChromiumIn(profile: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...(await launchOptions()), ...options });
}

async function launchOptions() {
  return { executablePath: await findOrInstall("chromium"), args: FLAGS };
}
