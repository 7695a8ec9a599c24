// What the waiting page weighs, and how soon it can be read on a slow network. The local Worker sends it as it is;
// Cloudflare would compress it, so the time is the worse of the two.

import { brotliCompressSync, gzipSync } from "node:zlib";
import { LANGUAGES } from "../../src/domain/language.ts";
import { type RealBrowser, startRealBrowser } from "../support/browser/real-browser.ts";
import { startRecordingOrigin } from "../support/gate/recording-origin.ts";
import { exchange } from "../support/worker/raw-http.ts";
import { startWorkerStack } from "../support/worker/worker-stack.ts";
import type { Bench, BySize } from "./bench.ts";

const MOST_BYTES = 10 * 1024;
const MOST_READABLE_MS = 1000;
/** Odd, so that one of them is in the middle. */
const LOADS: BySize<number> = { full: 5, smallest: 1 };

/** Chromium's own preset "Slow 3G", and the same throughput at the round trip that such a network has (WebPageTest). */
const NETWORKS = {
  chromiumSlow3g: { latency: 2000, throughput: 50_000 },
  slow3g: { latency: 400, throughput: 50_000 },
};

/** From the click until the page can be read, and how much of that is not the network's own latency. */
type Load = { readonly readableMs: number; readonly beyondLatencyMs: number; readonly requests: number };

/** Bytes of the whole answer in each language, and ms until it can be read, the median of some loads. */
export const page: Bench = async ({ size, say }) => {
  const [stack, origin, browser] = await Promise.all([startWorkerStack(), startRecordingOrigin(), startRealBrowser()]);
  try {
    const vars = { CAPACITY: "0", EVENT_NAME: "Spring Marathon 2027", MESSAGE: "Bring your race number. ".repeat(8) };
    const url = await stack.startRoom({ siteUrl: origin.url, vars });
    const bytes: Record<string, { gzip: number; brotli: number }> = {};
    for (const language of Object.keys(LANGUAGES)) bytes[language] = await weigh(url, language);
    const loads: Record<string, Load> = {};
    for (const [name, network] of Object.entries(NETWORKS)) {
      loads[name] = await measure(browser, url, network, LOADS[size]);
      say(`${name}: ${JSON.stringify(loads[name])}`);
    }
    return { result: { bytes, loads }, missed: [...heavy(bytes), ...slow(loads)] };
  } finally {
    await browser.close();
    await origin.close();
    await stack.stop();
  }
};

async function weigh(url: string, language: string): Promise<{ gzip: number; brotli: number }> {
  const headers = { Accept: "text/html", "Accept-Language": language };
  const { body } = await exchange(url, { headers });
  return { gzip: gzipSync(body).length, brotli: brotliCompressSync(body).length };
}

async function measure(
  browser: RealBrowser,
  url: string,
  { latency, throughput }: { readonly latency: number; readonly throughput: number },
  count: number,
): Promise<Load> {
  const loads: Load[] = [];
  while (loads.length < count) {
    const context = await browser.open();
    const tab = await context.newPage();
    const network = await context.newCDPSession(tab);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    let requests = 0;
    tab.on("request", () => (requests += 1));
    await tab.goto(url);
    const readableMs = Math.round(await tab.evaluate<number>(READABLE));
    loads.push({ readableMs, beyondLatencyMs: readableMs - latency, requests });
    await context.close();
  }
  const inOrder = loads.sort((a, b) => a.readableMs - b.readableMs);
  const median = inOrder[Math.floor(count / 2)];
  if (median === undefined) throw new RangeError("nothing was loaded");
  return median;
}

/** When the page was first painted: it is styled and set by then, for nothing follows. */
const READABLE = `new Promise((resolve) => new PerformanceObserver((list) => {
  const readable = list.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (readable !== undefined) resolve(readable);
}).observe({ type: "paint", buffered: true }))`;

function heavy(bytes: Readonly<Record<string, { gzip: number }>>): string[] {
  const over = Object.entries(bytes).filter(([, { gzip }]) => gzip > MOST_BYTES);
  return over.map(([language, { gzip }]) => `the page in ${language} is ${gzip} bytes, ${MOST_BYTES} are allowed`);
}

function slow(loads: Readonly<Record<string, Load>>): string[] {
  const late = Object.entries(loads).filter(([, { beyondLatencyMs }]) => beyondLatencyMs > MOST_READABLE_MS);
  return late.map(
    ([name, { beyondLatencyMs }]) => `${name}: readable ${beyondLatencyMs} ms beyond the latency, not 1000`,
  );
}
