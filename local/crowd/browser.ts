import { cookieJar } from "./cookie-jar.ts";
import type { Answer } from "./http-answer.ts";
import type { Exchange, HttpRequest } from "./http-client.ts";
import { type AskAnswer, judgeAsk, judgePage, type PageAnswer, type ToldFigures } from "./judge-answer.ts";
import type { RunClock } from "./run-clock.ts";
import { countError, type Tally } from "./tally.ts";
import { navigation, statusAsk } from "./visitor-requests.ts";

/** Shared by all visitors of a run. */
export type World = {
  /** Each request may reach a different isolate, as at the edge. */
  readonly send: (request: HttpRequest) => Promise<Exchange>;
  readonly clock: RunClock;
  readonly tally: Tally;
  /** The pause before a visitor repeats a failed request. */
  readonly retryMs: number;
  readonly watch: Watch;
};

/** Observes the visitors; `visitor` is the index in the crowd. Times are by the run's clock. */
export type Watch = {
  readonly answered?: (visitor: number, answer: Answer, tookMs: number, nowMs: number) => void;
  /** A poll was told to wait. */
  readonly told?: (visitor: number, figures: ToldFigures, nowMs: number) => void;
};

/** One visitor's browser: it keeps their cookies and repeats a request until the answer is usable. */
export type Browser = {
  /** Repeats the request until the answer is usable; follows redirects. */
  load(request: HttpRequest): Promise<Exclude<PageAnswer, { kind: "moved" | "broken" }> | Over>;
  /** Fetches a subresource; only a lost connection counts as an error. */
  fetchAside(request: HttpRequest): Promise<void>;
  ask(time: "first" | "later"): Promise<Exclude<AskAnswer, { kind: "broken" }> | Over>;
  ticketNumber(): number | null;
  /** The code of the ticket from a draw's lobby. */
  ticketCode(): string | null;
};

type Over = { readonly kind: "over" };

const OVER: Over = { kind: "over" };
/** The limit of the Fetch standard on redirects in a row. */
const MOST_REDIRECTS = 20;

export function browser(world: World, visitor: number): Browser {
  const { clock, tally, watch } = world;
  const jar = cookieJar();
  let number: number | null = null;
  let code: string | null = null;

  async function exchange(request: HttpRequest): Promise<Answer | null> {
    const headerLines = request.headerLines + jar.headerLine(Date.now());
    const outcome = await world.send({ ...request, headerLines });
    if (outcome.kind === "failed") {
      note(`connection ${outcome.reason}`);
      return null;
    }
    watch.answered?.(visitor, outcome.answer, outcome.tookMs, clock.nowMs());
    if (outcome.answer.setCookies.length > 0) {
      jar.keep(outcome.answer.setCookies, Date.now());
      number ??= jar.ticketNumber();
      code ??= jar.ticketCode();
    }
    return outcome.answer;
  }

  /** Failures caused by the end of the run do not count. */
  function note(what: string): void {
    if (!clock.isOver()) countError(tally, what);
  }

  async function load(request: HttpRequest): ReturnType<Browser["load"]> {
    let current = request;
    let redirects = 0;
    for (;;) {
      const answer = await exchange(current);
      const page = answer === null ? null : judgePage(answer);
      if (page?.kind === "shop" || page?.kind === "told") return page;
      if (page?.kind === "moved" && redirects < MOST_REDIRECTS) {
        redirects += 1;
        current = navigation(page.path);
        continue;
      }
      if (page !== null) note(page.kind === "broken" ? page.what : "page that moves in circles");
      if ((await clock.pause(world.retryMs)) === "over") return OVER;
      current = request;
      redirects = 0;
    }
  }

  async function ask(time: "first" | "later"): ReturnType<Browser["ask"]> {
    const request = statusAsk("/", time);
    for (;;) {
      tally.polls += 1;
      const answer = await exchange(request);
      const told = answer === null ? null : judgeAsk(answer);
      if (told?.kind === "told") watch.told?.(visitor, told.figures, clock.nowMs());
      if (told !== null && told.kind !== "broken") return told;
      if (told !== null) note(told.what);
      if ((await clock.pause(world.retryMs)) === "over") return OVER;
    }
  }

  async function fetchAside(request: HttpRequest): Promise<void> {
    await exchange(request);
  }

  return { load, fetchAside, ask, ticketNumber: () => number, ticketCode: () => code };
}
