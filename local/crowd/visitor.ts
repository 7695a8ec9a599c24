import { browser, type World } from "./browser.ts";
import { countError } from "./tally.ts";
import { apiCall, formPost, navigation, stylesheet } from "./visitor-requests.ts";

/** One visitor's journey from first page to last: they arrive, poll when told to, use the site, and leave. */
export type VisitorPlan = {
  readonly arrivesAtMs: number;
  readonly visitMs: number;
  readonly patience: Patience;
};

/**
 * When a visitor vanishes, always without notice: when told to wait for the `timesTold`-th time, after waiting
 * `afterMs`, at a place no further back than `atPlace` (or when their turn comes), or (`"no-show"`) when it comes.
 */
export type Patience =
  | { readonly kind: "endless" }
  | { readonly kind: "vanishes"; readonly timesTold: number }
  | { readonly kind: "gives up"; readonly afterMs: number }
  | { readonly kind: "drops out"; readonly atPlace: number }
  | { readonly kind: "no-show" };

export type Journey =
  | {
      readonly kind: "admitted";
      /** Infinite for a visitor let in by a lobby ticket before they knew the number drawn for it. */
      readonly number: number;
      /** The code of a lobby ticket, from which the draw computes their number. */
      readonly code: string | null;
      readonly arrivedAtMs: number;
      readonly admittedAtMs: number;
      /** The last poll interval they were given before they got in; 0 if they never waited. */
      readonly toldMs: number;
    }
  | { readonly kind: "vanished" }
  | { readonly kind: "lost" };

type Admitted = Extract<Journey, { kind: "admitted" }>;

export async function makeJourney(world: World, plan: VisitorPlan, visitor: number): Promise<Journey> {
  const { clock, tally } = world;
  const tab = browser(world, visitor);
  const givesUpAtMs =
    plan.patience.kind === "gives up" ? plan.arrivesAtMs + plan.patience.afterMs : Number.POSITIVE_INFINITY;
  let timesTold = 0;
  let toldMs = 0;

  async function journey(): Promise<Journey> {
    if ((await clock.pause(plan.arrivesAtMs - clock.nowMs())) === "over") return { kind: "lost" };
    // A visitor seated at once has no ticket; their number would have been their arrival time in µs.
    const arrivalNumber = Date.now() * 1000;
    const arrivedAtMs = clock.nowMs();
    let admitted: Admitted | null = null;
    for (;;) {
      const entry = await enter();
      if (entry.kind !== "in") return admitted ?? entry;
      if (admitted === null) {
        const code = tab.ticketCode();
        const number = tab.ticketNumber() ?? (code === null ? arrivalNumber : Number.POSITIVE_INFINITY);
        admitted = { kind: "admitted", number, code, arrivedAtMs, admittedAtMs: entry.atMs, toldMs };
        tally.admitted += 1;
      }
      if ((await useSite()) !== "sent back") return admitted;
    }
  }

  /** A visitor is in once they see the shop's page; a poll that says `admitted` counts only if the page follows. */
  async function enter(): Promise<{ kind: "in"; atMs: number } | { kind: "vanished" } | { kind: "lost" }> {
    let letInAtMs: number | null = null;
    for (;;) {
      const page = await tab.load(navigation("/"));
      if (page.kind === "over") return { kind: "lost" };
      if (page.kind === "shop") return { kind: "in", atMs: letInAtMs ?? clock.nowMs() };
      tally.waiting += 1;
      const end = await wait(page.askInMs);
      tally.waiting -= 1;
      if (end === "let in" && neverComes(plan.patience)) return vanish();
      if (end !== "let in") return { kind: end };
      letInAtMs = clock.nowMs();
    }
  }

  async function wait(firstAskInMs: number): Promise<"let in" | "vanished" | "lost"> {
    let time: "first" | "later" = "first";
    toldMs = firstAskInMs;
    for (;;) {
      timesTold += 1;
      if (plan.patience.kind === "vanishes" && timesTold >= plan.patience.timesTold) return vanish().kind;
      const leftMs = givesUpAtMs - clock.nowMs();
      if (leftMs <= toldMs) {
        if ((await clock.pause(leftMs)) === "over") return "lost";
        return vanish().kind;
      }
      if ((await clock.pause(toldMs)) === "over") return "lost";
      const answer = await tab.ask(time);
      if (answer.kind === "over") return "lost";
      if (answer.kind === "admitted") return "let in";
      if (dropsOut(plan.patience, answer.figures.place)) return vanish().kind;
      time = "later";
      toldMs = answer.askInMs;
    }
  }

  function vanish(): { readonly kind: "vanished" } {
    tally.vanished += 1;
    return { kind: "vanished" };
  }

  async function useSite(): Promise<"gone" | "sent back"> {
    const quarterMs = plan.visitMs / 4;
    await tab.fetchAside(stylesheet("/style.css"));
    for (const request of [navigation("/terms"), apiCall("/distances"), navigation("/register"), registration()]) {
      if ((await clock.pause(quarterMs)) === "over") return "gone";
      const page = await tab.load(request);
      if (page.kind === "over") return "gone";
      if (page.kind === "told") {
        countError(tally, "sent back to wait during the visit");
        return "sent back";
      }
    }
    return "gone";
  }

  return journey();
}

function neverComes({ kind }: Patience): boolean {
  return kind === "no-show" || kind === "drops out";
}

function dropsOut(patience: Patience, place: number | null): boolean {
  return patience.kind === "drops out" && place !== null && place <= patience.atPlace;
}

function registration() {
  return formPost("/register", { name: "A runner", distance: "42.195" });
}
