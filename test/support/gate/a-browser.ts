// A browser in front of the gate: it keeps cookies and sends the headers that browsers send.

import type { Clock } from "../../../src/desk/clock.ts";
import type { Status } from "../../../src/domain/status.ts";
import { aCookieJar, type CookieJar } from "./a-cookie-jar.ts";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  /** `Corral-State`, `null` for an answer of the origin's. */
  readonly state: string | null;
  readonly setCookies: readonly string[];
  readonly text: string;
};

export type Site = "same-origin" | "cross-site" | "none";

export type Sent = {
  readonly method?: string;
  readonly site?: Site;
  readonly isolate?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of the jar's own. */
  readonly cookie?: string;
};

export type BrowserOptions = { readonly base: string };

export type Browser = {
  readonly jar: CookieJar;
  readonly navigate: (path?: string, sent?: Sent) => Promise<Answer>;
  /** A form sent by a page. */
  readonly post: (path?: string, sent?: Sent) => Promise<Answer>;
  /** A poll of the waiting page's script. */
  readonly poll: (sent?: Sent & { readonly asked?: "first" | "again" }) => Promise<Answer>;
  readonly subresource: (path: string, sent?: Sent) => Promise<Answer>;
  readonly api: (path: string, sent?: Sent) => Promise<Answer>;
  /** By the script's header, or by the form of a page without script. */
  readonly leave: (by: "header" | "form", sent?: Sent) => Promise<Answer>;
  /** The switch of a page at a path. */
  readonly switchTo: (language: string, path?: string, sent?: Sent) => Promise<Answer>;
  /** The ticket and the pass it holds, read without checking. */
  readonly ticket: () => Claims | null;
  readonly pass: () => Claims | null;
};

/** The part of a gate that a browser needs. */
type Before = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly fetch: (request: Request, isolate?: number) => Promise<Response>;
};

export type Claims = Readonly<Record<string, unknown>>;

export const TICKET = "__Host-corral-ticket-main";
export const PASS = "__Host-corral-pass-main";

const PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

export function browser(gate: Before, { base }: BrowserOptions): Browser {
  const jar = aCookieJar();
  const names = base.startsWith("https:")
    ? { ticket: TICKET, pass: PASS }
    : { ticket: "corral-ticket-main", pass: "corral-pass-main" };

  async function send(path: string, sent: Sent, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const { method = "GET", site = "same-origin", isolate = 0 } = sent;
    const isTopLevelGet = headers["Sec-Fetch-Mode"] === "navigate" && (method === "GET" || method === "HEAD");
    const carries = site === "cross-site" && !isTopLevelGet ? "none-only" : "all";
    const cookie = sent.cookie ?? jar.header(carries, gate.clock.nowMs());
    const request = new Request(`${base}${path}`, {
      method,
      headers: {
        "Sec-Fetch-Site": site,
        ...headers,
        ...sent.headers,
        ...(cookie === null ? {} : { Cookie: cookie }),
      },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    });
    const response = await gate.fetch(request, isolate);
    const setCookies = response.headers.getSetCookie();
    jar.keep(setCookies, gate.clock.nowMs());
    return {
      status: response.status,
      headers: response.headers,
      state: response.headers.get("corral-state"),
      setCookies,
      text: await response.text(),
    };
  }

  const asPage = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", Accept: PAGE };
  const asScript = { "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty", Accept: "*/*" };
  return {
    jar,
    navigate: (path = "/", sent = {}) => send(path, { site: "none", ...sent }, asPage),
    post: (path = "/", sent = {}) => send(path, { method: "POST", body: "name=Ada", ...sent }, asPage),
    poll: ({ asked = "again", ...sent } = {}) =>
      send("/", sent, { ...asScript, Corral: asked === "first" ? "status" : "status; asked" }),
    subresource: (path, sent = {}) =>
      send(path, sent, { "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style", Accept: "text/css,*/*;q=0.1" }),
    api: (path, sent = {}) => send(path, sent, asScript),
    leave: (by, sent = {}) =>
      by === "header"
        ? send("/", { method: "POST", ...sent }, { ...asScript, Corral: "leave" })
        : send("/?corral=leave", { method: "POST", ...sent }, asPage),
    switchTo(language, path = "/", sent = {}) {
      const body = `language=${encodeURIComponent(language)}`;
      const headers = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": String(body.length) };
      const action = `${path}${path.includes("?") ? "&" : "?"}corral=language`;
      return send(action, { method: "POST", body, ...sent, headers: { ...headers, ...sent.headers } }, asPage);
    },
    ticket: () => readClaims(jar.get(names.ticket)),
    pass: () => readClaims(jar.get(names.pass)),
  };
}

/** The claims of a token, unchecked. */
export function readClaims(token: string | null): Claims | null {
  if (token === null) return null;
  const text = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return JSON.parse(text) as Claims; // written by the code under test, compared by the tests
}

export function readStatus(answer: Answer): Status {
  return JSON.parse(answer.text) as Status; // its exact shape is the business of one test
}
