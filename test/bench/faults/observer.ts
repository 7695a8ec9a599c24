// Looks over the shoulders of a crowd: what its people hold, whether their numbers stay, how long answers take.
// Times are of the wall clock, as the ends of passes are.

import type { Watch } from "../../../local/crowd/browser.ts";
import type { Answer } from "../../../local/crowd/http-answer.ts";
import { type LivePasses, livePasses } from "./live-passes.ts";
import { readOwnCookie } from "./own-cookie.ts";

export type PassGiven = { readonly visitor: string; readonly atMs: number };

export type Observer = {
  readonly watch: Watch;
  /** The same for people who are not of the crowd; they are numbered apart from it. */
  readonly see: (person: number, answer: Answer, tookMs: number) => void;
  readonly passes: LivePasses;
  /** When each visitor was given a first pass. */
  readonly admissionsMs: readonly number[];
  readonly passesGiven: readonly PassGiven[];
  /** When somebody was told to wait. */
  readonly toldMs: readonly number[];
  /** Whose tickets changed their numbers before they were let in. */
  readonly renumbered: ReadonlySet<number>;
  /** The slowest of the answers to what was sent from then on and answered by then, ms. */
  readonly slowestBetween: (fromMs: number, toMs: number) => number;
};

export function observer(): Observer {
  const passes = livePasses();
  const numbers = new Map<number, number>();
  const admitted = new Set<number>();
  const renumbered = new Set<number>();
  const admissionsMs: number[] = [];
  const passesGiven: PassGiven[] = [];
  const toldMs: number[] = [];
  const answers: { readonly sentMs: number; readonly tookMs: number }[] = [];

  function see(person: number, answer: Answer, tookMs: number): void {
    const nowMs = Date.now();
    const sentMs = nowMs - tookMs;
    answers.push({ sentMs, tookMs });
    if (answer.headers.get("corral-state") === "waiting" && answer.status !== 503) toldMs.push(nowMs);
    for (const line of answer.setCookies) seeCookie(person, line, sentMs, nowMs);
  }

  function seeCookie(person: number, line: string, sentMs: number, nowMs: number): void {
    const cookie = readOwnCookie(line);
    if (cookie?.kind === "ticket" && !admitted.has(person)) {
      const number = numbers.get(person) ?? cookie.number;
      if (number !== cookie.number) renumbered.add(person);
      numbers.set(person, number);
    }
    if (cookie?.kind === "cleared" && cookie.cookie === "pass") passes.end(person, sentMs);
    if (cookie?.kind !== "pass") return;
    if (cookie.stage === "done") {
      passes.end(person, sentMs);
      return;
    }
    if (!admitted.has(person)) admissionsMs.push(nowMs);
    admitted.add(person);
    passesGiven.push({ visitor: cookie.visitor, atMs: nowMs });
    passes.hold(person, nowMs, cookie.expiresAtMs);
  }

  function slowestBetween(fromMs: number, toMs: number): number {
    let slowestMs = 0;
    for (const { sentMs, tookMs } of answers) {
      if (sentMs >= fromMs && sentMs + tookMs <= toMs) slowestMs = Math.max(slowestMs, tookMs);
    }
    return slowestMs;
  }

  return { watch: { answered: see }, see, passes, admissionsMs, passesGiven, toldMs, renumbered, slowestBetween };
}
