import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findOrInstall } from "../../local/program.ts";

export type RealBrowser = {
  /** A person's browser, with cookies of its own. */
  readonly open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
};

export type WatchedPage = {
  readonly page: Page;
  /** What the console called an error, what a script threw, and what was asked in vain, refusals of a policy included. */
  readonly complaints: readonly string[];
};

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

/** A Chromium with an empty profile of its own. *Fails*: `MissingProgram`, which says how to install Chromium where it cannot be had. */
export async function startRealBrowser(): Promise<RealBrowser> {
  const executablePath = await findOrInstall("chromium");
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    open: (options) => browser.newContext(options),
    close: () => browser.close(),
  };
}

export async function openWatchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error") complaints.push(`${url}: ${message.text()}`);
  });
  page.on("pageerror", (fault) => complaints.push(fault.message));
  page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
  return { page, complaints };
}
