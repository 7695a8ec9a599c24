// The way to the origin and back.

import { DONE_PASS_SECONDS, type Pass } from "../../domain/pass.ts";
import { signPass } from "../../seal/pass-seal.ts";
import { gateHeaders } from "../answers/headers.ts";
import { clearTicketCookie, setPassCookie } from "../request/cookies.ts";
import type { RequestContext } from "../request/request-context.ts";
import { answerFromOrigin, readCommand, requestForOrigin } from "./origin-headers.ts";

export type Forwarding = {
  /** Proves to the origin that its sender was let in. */
  readonly passToken: string | null;
  readonly pass?: Pass;
  /** What proves an admission made by this request: it goes along whatever the answer, for it may not be made again. */
  readonly admitted?: readonly string[];
  /** Cookies that may go along with the answer; asked for while the origin is at work. */
  readonly setCookies?: Promise<readonly string[]>;
};

/** Parts of answers, and answers without any: nothing is renewed on them, a later answer does as well. */
const WITHOUT_RENEWAL: ReadonlySet<number> = new Set([101, 206, 304]);

/** Sends the request to the origin. *Fails*: an origin that cannot be reached is a plain 502. */
export async function forward(context: RequestContext, forwarding: Forwarding): Promise<Response> {
  const { request, room, desk } = context;
  if (room.admission.kind === "redirect") return unreachable();
  const origin = room.admission.origin;
  const [response, cookies] = await Promise.all([
    fetchOrigin(requestForOrigin(request, { origin, passToken: forwarding.passToken })),
    forwarding.setCookies ?? [],
  ]);
  const { admitted = [] } = forwarding;
  if (response === null) return unreachable([...admitted, ...cookies]);
  const command = readCommand(response);
  if (command === "soldout" && desk.control().state !== "soldout") {
    context.keepAlive(
      desk.change({ change: { state: "soldout" }, by: "origin", when: "once", askedAtMs: context.nowMs }),
    );
  }
  const isReleased = forwarding.pass !== undefined && command === "release";
  if (isReleased && forwarding.pass) {
    return answerFromOrigin(response, { request, origin, setCookies: await giveBack(context, forwarding.pass) });
  }
  // The origin took its time: meanwhile another answer may have given the seat back.
  const isGivenUp = forwarding.pass !== undefined && desk.hasGivenUp(forwarding.pass.visitor);
  const renewed = isGivenUp || WITHOUT_RENEWAL.has(response.status) ? [] : cookies;
  return answerFromOrigin(response, { request, origin, setCookies: [...admitted, ...renewed] });
}

async function fetchOrigin(request: Request): Promise<Response | null> {
  try {
    return await fetch(request);
  } catch {
    // What went wrong between Corral and the origin is the origin's to log; its address must not reach a visitor.
    return null;
  }
}

/** Frees the seat after the answer; the pass that replaces this one lets the thank-you page load, and no more. */
async function giveBack(context: RequestContext, pass: Pass): Promise<readonly string[]> {
  const { desk, keyring, cookieNames, nowMs, keepAlive } = context;
  if (pass.stage === "done") return [];
  keepAlive(desk.release(pass.visitor, pass.epoch, keepAlive));
  const done: Pass = { ...pass, stage: "done", issuedAtMs: nowMs, expiresAtMs: nowMs + DONE_PASS_SECONDS * 1000 };
  const cookie = setPassCookie(cookieNames, await signPass(keyring, done), DONE_PASS_SECONDS);
  return context.cookies === "any" ? [cookie, clearTicketCookie(cookieNames)] : [cookie];
}

/** Whoever was let in by this request keeps what proves it, although the site did not answer. */
function unreachable(setCookies: readonly string[] = []): Response {
  const headers = gateHeaders("admitted", { "Content-Type": "text/plain; charset=utf-8" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response("The site did not answer. Your admission stands: please try again in a moment.\n", {
    status: 502,
    headers,
  });
}
