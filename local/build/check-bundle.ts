/**
 * Checks what wrangler would upload: its weight, and that nothing is in it that only tests or Node need. The sentences
 * of the pages, in twelve languages, are weighed apart: they are data, and each visitor reads those of one language.
 */

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildWorker } from "./build.ts";
import { bundleWorker } from "./bundle.ts";

/** Every visitor of a cold isolate waits for its parsing. */
const MOST_PROGRAM_BYTES = 58_000;
/** Some 1,800 bytes a language. */
const MOST_SENTENCES_BYTES = 22_000;

const FOREIGN = [
  /\bnode:[a-z]/,
  /\bunenv\b/,
  /\bprocess\.(?:env|argv|nextTick)/,
  /\bvitest\b/,
  /modelTurnstile/,
  /setFault/,
];

const repository = dirname(dirname(import.meta.dirname));
const folder = await bundleWorker(repository);
const names = (await readdir(folder)).filter((name) => name !== "README.md" && !name.endsWith(".map"));
let wholeBytes = 0;
const problems: string[] = [];
for (const name of names) {
  const contents = await readFile(join(folder, name), "utf8");
  wholeBytes += gzipBytes(contents);
  for (const pattern of FOREIGN) {
    if (pattern.test(contents)) problems.push(`${name} holds ${pattern}, which has no place in a Worker.`);
  }
}
const sentencesBytes = gzipBytes(await bundleSentences());
const programBytes = wholeBytes - sentencesBytes;
if (programBytes > MOST_PROGRAM_BYTES)
  problems.push(`The program is more than the ${MOST_PROGRAM_BYTES} bytes allowed.`);
if (sentencesBytes > MOST_SENTENCES_BYTES)
  problems.push(`The sentences are more than the ${MOST_SENTENCES_BYTES} bytes allowed.`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `The Worker is ${wholeBytes} bytes, gzipped: ${programBytes} of at most ${MOST_PROGRAM_BYTES} the program, ` +
    `${sentencesBytes} of at most ${MOST_SENTENCES_BYTES} what its pages say.\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function bundleSentences(): Promise<string> {
  const outfile = join(folder, "sentences.js");
  await buildWorker({ entry: join(repository, "src", "page", "copy", "all-languages.ts"), outfile });
  return readFile(outfile, "utf8");
}

function gzipBytes(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}
