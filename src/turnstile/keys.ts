/**
 * A room's keys, in the order every script declares them. They share a hash tag, braces literal, so that a cluster
 * keeps them together.
 *
 * | key | type | holds |
 * |---|---|---|
 * | line | zset | visitor → number |
 * | seen | zset | visitor in line → last sign of life, ms |
 * | called | zset | visitor called, not confirmed → deadline, ms |
 * | seats | zset | visitor → seat expiry, ms |
 * | lapsed | zset | visitor with one lapse → until when that is remembered, ms |
 * | spent | zset | visitor whose ticket is over → when it may be forgotten, ms |
 * | room | hash | epoch, last turn, inflow tokens, counts, told-to-wait buckets, rank sketch, measured figures, the live settings |
 * | control | hash | the operator's live settings; never ends |
 * | log | list | the operator's last 200 changes, the newest first; never ends |
 */
export function roomKeys(roomName: string): string[] {
  return KEY_ENDINGS.map((ending) => `corral:{${roomName}}:${ending}`);
}

const KEY_ENDINGS = ["line", "seen", "called", "seats", "lapsed", "spent", "room", "control", "log"] as const;
