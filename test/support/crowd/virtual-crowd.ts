// A crowd in virtual time: everybody comes, polls one isolate or another when it is time, uses the site, and goes.

import { countInversions, slackOf } from "../../../local/crowd/inversions.ts";
import { type Answer, type Browser, readStatus } from "../gate/a-browser.ts";
import type { Gate } from "../gate/a-gate.ts";

export type VirtualCrowd = {
  readonly people: number;
  readonly isolates: number;
  readonly visitSeconds: number;
  readonly limitSeconds: number;
  /** What befalls the room, before each second. */
  readonly befall: (second: number) => Promise<void> | void;
};

export type CrowdOutcome = {
  /** Visitors who were in the shop, who met a 5xx and whose number changed; pairs that broke the order. */
  readonly admitted: number;
  readonly admittedAtMs: readonly number[];
  readonly errors: number;
  readonly renumbered: number;
  readonly inversions: number;
  /** Most people who held a live pass at the end of a second. */
  readonly peakPasses: number;
};

type Person = {
  readonly browser: Browser;
  asks: number;
  askAtMs: number;
  toldMs: number;
  number: number | null;
  admittedAtMs: number | null;
  stage: "waiting" | "on the site" | "gone";
  leavesAtMs: number;
};

/** People who come in one second; the room's own clock is moved a little for each, so that their numbers differ. */
const COME_A_SECOND = 4;

/**
 * *Costs*: real time only for the round trips. The origin must release the seat of every visitor who posts to
 * `/thanks`.
 */
export async function sendVirtualCrowd(gate: Gate, plan: VirtualCrowd): Promise<CrowdOutcome> {
  const people: Person[] = [];
  const renumbered = new Set<Person>();
  let [errors, peakPasses] = [0, 0];
  const startMs = gate.clock.nowMs();

  function note(person: Person, answer: Answer): void {
    if (answer.status >= 500) errors += 1;
    const number = person.browser.ticket()?.num ?? null;
    if (typeof number !== "number") return;
    if (person.number !== null && person.number !== number && person.stage === "waiting") renumbered.add(person);
    person.number ??= number;
  }

  async function come(): Promise<void> {
    await gate.clock.advance(1);
    const nowMs = gate.clock.nowMs();
    const browser = gate.aBrowser();
    const person: Person = {
      browser,
      asks: 0,
      askAtMs: nowMs + 3000,
      toldMs: 3000,
      number: null,
      admittedAtMs: null,
      stage: "waiting",
      leavesAtMs: 0,
    };
    people.push(person);
    const answer = await browser.navigate("/", { isolate: people.length % plan.isolates });
    note(person, answer);
    if (answer.state === null) enter(person);
  }

  function enter(person: Person): void {
    person.stage = "on the site";
    person.admittedAtMs ??= gate.clock.nowMs();
    person.leavesAtMs = gate.clock.nowMs() + plan.visitSeconds * 1000;
  }

  async function act(person: Person, at: number): Promise<void> {
    const isolate = (at * 7 + person.asks) % plan.isolates;
    person.asks += 1;
    const nowMs = gate.clock.nowMs();
    if (person.stage === "on the site") {
      if (nowMs >= person.leavesAtMs) {
        note(person, await person.browser.post("/thanks", { isolate }));
        person.stage = "gone";
      } else note(person, await person.browser.navigate("/page", { isolate }));
      return;
    }
    if (person.stage === "gone" || nowMs < person.askAtMs) return;
    const asked = await person.browser.poll({ isolate });
    note(person, asked);
    if (asked.state === "admitted") {
      const page = await person.browser.navigate("/", { isolate });
      note(person, page);
      if (page.state === null) enter(person);
      return;
    }
    person.toldMs = (readStatus(asked).askAgainSeconds ?? 5) * 1000;
    person.askAtMs = nowMs + person.toldMs;
  }

  function countPasses(): number {
    const nowSeconds = gate.clock.nowMs() / 1000;
    return people.filter(({ browser, stage }) => {
      const pass = browser.pass();
      return stage !== "gone" && pass !== null && !("done" in pass) && Number(pass.exp) > nowSeconds;
    }).length;
  }

  for (let second = 0; second < plan.limitSeconds; second += 1) {
    await plan.befall(second);
    for (let left = COME_A_SECOND; left > 0 && people.length < plan.people; left -= 1) await come();
    await Promise.all(people.map(act));
    peakPasses = Math.max(peakPasses, countPasses());
    if (people.length === plan.people && people.every(({ stage }) => stage === "gone")) break;
    await gate.elapse(1000);
  }
  const admitted = people.flatMap(({ number, admittedAtMs, toldMs }) =>
    number === null || admittedAtMs === null
      ? []
      : [{ number, admittedAtMs, slackMs: slackOf(admittedAtMs - startMs, toldMs) }],
  );
  return {
    admitted: people.filter(({ stage }) => stage === "gone").length,
    admittedAtMs: admitted.map(({ admittedAtMs }) => admittedAtMs),
    errors,
    renumbered: renumbered.size,
    inversions: countInversions(admitted),
    peakPasses,
  };
}
