// People who are not of the crowd: each with a cookie jar and a will of their own.

import { cookieJar } from "../../../local/crowd/cookie-jar.ts";
import type { Answer } from "../../../local/crowd/http-answer.ts";
import { type HttpClient, type HttpRequest, httpClient } from "../../../local/crowd/http-client.ts";
import type { Scene } from "./row.ts";

export type Stranger = {
  /** `null` when the connection was lost, which counts as an error; as does every answer of 500 and above but a 503. */
  readonly send: (request: HttpRequest) => Promise<Answer | null>;
};

export type Strangers = {
  readonly comes: (cookies: "all" | "ticket only" | "none") => Stranger;
  readonly close: () => void;
};

const PASS = /^(?:__Host-)?corral-pass-/;

export function strangers({ workers, observer, met, alsoCame }: Scene): Strangers {
  const clients = workers.map(({ url }) => httpClient(url));
  let people = 0;
  return {
    comes(cookies) {
      people += 1;
      alsoCame(1);
      const person = -people; // the crowd's are numbered from 0 on
      const jar = cookieJar();
      return {
        async send(request) {
          const headerLines = request.headerLines + jar.headerLine(Date.now());
          const outcome = await pickOne(clients).send({ ...request, headerLines });
          if (outcome.kind === "failed") {
            met(`connection ${outcome.reason}`);
            return null;
          }
          const { answer, tookMs } = outcome;
          observer.see(person, answer, tookMs);
          if (answer.status >= 500 && answer.status !== 503) met(`stranger's answer ${answer.status}`);
          if (cookies === "none") return answer;
          jar.keep(
            cookies === "all" ? answer.setCookies : answer.setCookies.filter((line) => !PASS.test(line)),
            Date.now(),
          );
          return answer;
        },
      };
    },
    close() {
      for (const client of clients) client.close();
    },
  };
}

function pickOne(clients: readonly HttpClient[]): HttpClient {
  const client = clients[Math.floor(Math.random() * clients.length)];
  if (client === undefined) throw new TypeError("Strangers need somewhere to go.");
  return client;
}
