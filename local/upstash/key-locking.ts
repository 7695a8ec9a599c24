import { createHash } from "node:crypto";
import type { Command } from "./redis-client.ts";

/**
 * Upstash locks the whole database while a script runs, unless its first line is this one. Plain Redis refuses a script
 * with this line, so it is removed on the way in.
 */
const KEY_LOCKING_LINE = /^#!lua[ \t]+flags=allow-key-locking[ \t]*\r?\n/;

/** Translates commands for Upstash's script cache into commands for plain Redis. */
type KeyLocking = {
  translate(command: Command): Command;
  forget(): void;
};

/**
 * A translation with its own memory of scripts.
 *
 * *Guarantees*: callers name a script by the SHA of the text they sent, as at Upstash, although Redis knows it by the
 * SHA of the text without that line. A script that Redis has forgotten is unknown here too.
 */
export function keyLocking(): KeyLocking {
  const shaInRedis = new Map<string, string>();

  function strip(source: string): string {
    const stripped = source.replace(KEY_LOCKING_LINE, "");
    if (stripped !== source) shaInRedis.set(sha1(source), sha1(stripped));
    return stripped;
  }

  function translateSha(sha: string): string {
    return shaInRedis.get(sha.toLowerCase()) ?? sha;
  }

  return {
    translate(command) {
      const [name = "", first = "", ...rest] = command;
      switch (name.toUpperCase()) {
        case "EVAL":
        case "EVAL_RO":
          return [name, strip(first), ...rest];
        case "EVALSHA":
        case "EVALSHA_RO":
          return [name, translateSha(first), ...rest];
        case "SCRIPT":
          return translateScript(command, first.toUpperCase());
        default:
          return command;
      }
    },
    forget: () => shaInRedis.clear(),
  };

  function translateScript(command: Command, verb: string): Command {
    switch (verb) {
      case "FLUSH":
        shaInRedis.clear();
        return command;
      case "EXISTS":
        return ["SCRIPT", "EXISTS", ...command.slice(2).map(translateSha)];
      default:
        return command;
    }
  }
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
