import { cookieJar } from "../../../local/crowd/cookie-jar.ts";
import type { Answer } from "../../../local/crowd/http-answer.ts";
import type { HttpClient, HttpRequest } from "../../../local/crowd/http-client.ts";
import { judgeAsk, judgePage } from "../../../local/crowd/judge-answer.ts";
import { navigation, statusAsk } from "../../../local/crowd/visitor-requests.ts";

/** A visitor who does as the benchmark says, always at the same isolate, and keeps the cookies. */
export type Person = {
  /** Loads the page. *Fails*: when the answer is another than expected. */
  readonly load: (expected: "shop" | "told") => Promise<void>;
  /** Polls as the waiting page does. *Fails*: when the answer is another than expected. */
  readonly poll: (expected: "admitted" | "told") => Promise<void>;
  readonly leave: () => Promise<void>;
};

const LEAVE: HttpRequest = {
  method: "POST",
  path: "/",
  headerLines: "Corral: leave\r\nSec-Fetch-Site: same-origin\r\n",
  body: "",
};

export function aPerson(isolate: HttpClient): Person {
  const jar = cookieJar();

  async function send(request: HttpRequest): Promise<Answer> {
    const exchange = await isolate.send({ ...request, headerLines: request.headerLines + jar.headerLine(Date.now()) });
    if (exchange.kind === "failed") throw new Error(`a request was not answered: ${exchange.reason}`);
    jar.keep(exchange.answer.setCookies, Date.now());
    return exchange.answer;
  }

  return {
    async load(expected) {
      insist(expected, judgePage(await send(navigation("/"))).kind);
    },
    async poll(expected) {
      insist(expected, judgeAsk(await send(statusAsk("/", "later"))).kind);
    },
    async leave() {
      const { status } = await send(LEAVE);
      insist("204", String(status));
    },
  };
}

/** An event that turns out to be another one would be billed to the wrong account. */
function insist(expected: string, told: string): void {
  if (told !== expected) throw new Error(`a visitor was told "${told}" where "${expected}" was due`);
}
