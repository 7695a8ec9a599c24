// A visitor of a Worker that runs: keeps cookies, and sends what browsers send, byte for byte as the test says.

import { expect, vi } from "vitest";
import { readClaims } from "../gate/a-browser.ts";
import { aCookieJar } from "../gate/a-cookie-jar.ts";
import { exchange, type RawAnswer, type RawRequest } from "./raw-http.ts";

export type RawVisitor = {
  readonly send: (request?: RawRequest) => Promise<RawAnswer>;
  readonly navigate: (path?: string) => Promise<RawAnswer>;
  /** A poll of the waiting page's script; gives the `Corral-State` of the answer. */
  readonly poll: () => Promise<string | undefined>;
  readonly leave: () => Promise<RawAnswer>;
  /** The `Cookie` header as it now stands. */
  readonly cookies: () => { readonly Cookie?: string };
};

export type RawVisitorOptions = { readonly url: string };

const NAVIGATION = { Accept: "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };

export function aRawVisitor({ url }: RawVisitorOptions): RawVisitor {
  const jar = aCookieJar();

  function cookies(): { readonly Cookie?: string } {
    const Cookie = jar.header("all", Date.now());
    return Cookie === null ? {} : { Cookie };
  }

  async function send(request: RawRequest = {}): Promise<RawAnswer> {
    const answer = await exchange(url, { ...request, headers: { ...cookies(), ...request.headers } });
    jar.keep(answer.setCookies, Date.now());
    return answer;
  }

  return {
    send,
    cookies,
    navigate: (path = "/") => send({ path, headers: NAVIGATION }),
    poll: async () => readState(await send({ headers: { Corral: "status; asked" } })),
    leave: () => send({ method: "POST", headers: { Corral: "leave", "Sec-Fetch-Site": "same-origin" } }),
  };
}

/** Comes until the fresh pass of the first request has become a full one. The room must be open. */
export async function aRawSeated(options: RawVisitorOptions): Promise<RawVisitor> {
  const visitor = aRawVisitor(options);
  const comeAgain = async () => {
    await visitor.navigate();
    expect(readStage(visitor.cookies().Cookie)).toBe("full");
  };
  await vi.waitFor(comeAgain, { interval: 200, timeout: 30_000 });
  return visitor;
}

function readStage(cookies = ""): "none" | "fresh" | "full" {
  const claims = readClaims(/corral-pass-[^=]+=([^;]+)/.exec(cookies)?.[1] ?? null);
  if (claims === null) return "none";
  return "fresh" in claims ? "fresh" : "full";
}

/** The `Corral-State` of an answer of the gate's own. */
export function readState({ headers }: RawAnswer): string | undefined {
  const state = headers["corral-state"];
  return typeof state === "string" ? state : undefined;
}
