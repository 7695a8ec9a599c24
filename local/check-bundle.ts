/** Checks what wrangler would upload: its weight, and that nothing is in it that only tests or Node need. */

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleWorker } from "./bundle.ts";

/** Every visitor of a cold isolate waits for its parsing. */
const MOST_GZIP_BYTES = 50_000;

const FOREIGN = [
  /\bnode:[a-z]/,
  /\bunenv\b/,
  /\bprocess\.(?:env|argv|nextTick)/,
  /\bvitest\b/,
  /modelTurnstile/,
  /setFault/,
];

const folder = await bundleWorker(dirname(import.meta.dirname));
const names = (await readdir(folder)).filter((name) => name !== "README.md" && !name.endsWith(".map"));
let gzipBytes = 0;
const problems: string[] = [];
for (const name of names) {
  const contents = await readFile(join(folder, name));
  gzipBytes += gzipSync(contents, { level: 9 }).length;
  for (const pattern of FOREIGN) {
    if (pattern.test(contents.toString("utf8")))
      problems.push(`${name} holds ${pattern}, which has no place in a Worker.`);
  }
}
if (gzipBytes > MOST_GZIP_BYTES) problems.push(`${gzipBytes} bytes are more than the ${MOST_GZIP_BYTES} allowed.`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`The Worker is ${gzipBytes} of at most ${MOST_GZIP_BYTES} bytes, gzipped.\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
