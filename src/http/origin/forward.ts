// Forwards a request to the origin and returns its answer.

import { DONE_PASS_SECONDS, type Pass } from "../../domain/pass.ts";
import { signPass } from "../../seal/pass-seal.ts";
import { gateHeaders } from "../answers/headers.ts";
import { clearTicketCookie, setPassCookie } from "../request/cookies.ts";
import type { RequestContext } from "../request/request-context.ts";
import { answerFromOrigin, readCommand, requestForOrigin } from "./origin-headers.ts";

/** Proofs and cookies that travel with a forwarded request and its answer. */
export type Forwarding = {
  /** Sent as `Corral-Pass`: proves to the origin that the visitor was let in. */
  readonly passToken: string | null;
  readonly pass?: Pass;
  /** Cookies of an admission made by this request. Sent with any answer: the admission may not be repeatable. */
  readonly admitted?: readonly string[];
  /** Cookies that may be added to the answer; made while the origin works. */
  readonly setCookies?: Promise<readonly string[]>;
};

/** Partial answers and answers without content renew nothing: a later answer will. */
const WITHOUT_RENEWAL: ReadonlySet<number> = new Set([101, 206, 304]);

/**
 * Sends the request to the origin and gives its answer, with Corral's cookies added. Carries out `Corral-Command`.
 *
 * *Fails*: an origin that cannot be reached is a plain 502.
 */
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
  // While the origin worked, another answer may have given the seat back.
  const isGivenUp = forwarding.pass !== undefined && desk.hasGivenUp(forwarding.pass.visitor);
  const renewed = isGivenUp || WITHOUT_RENEWAL.has(response.status) ? [] : cookies;
  return answerFromOrigin(response, { request, origin, setCookies: [...admitted, ...renewed] });
}

async function fetchOrigin(request: Request): Promise<Response | null> {
  try {
    return await fetch(request);
  } catch {
    // The cause is the origin's to log. Its address must not reach a visitor.
    return null;
  }
}

/** Frees the seat after the answer. The pass that replaces this one only lets the thank-you page load. */
async function giveBack(context: RequestContext, pass: Pass): Promise<readonly string[]> {
  const { desk, keyring, cookieNames, nowMs, keepAlive } = context;
  if (pass.stage === "done") return [];
  keepAlive(desk.release(pass.visitor, pass.epoch, keepAlive));
  const done: Pass = { ...pass, stage: "done", issuedAtMs: nowMs, expiresAtMs: nowMs + DONE_PASS_SECONDS * 1000 };
  const cookie = setPassCookie(cookieNames, await signPass(keyring, done), DONE_PASS_SECONDS);
  return context.cookies === "any" ? [cookie, clearTicketCookie(cookieNames)] : [cookie];
}

/** A visitor let in by this request keeps the cookies that prove it, although the site did not answer. */
function unreachable(setCookies: readonly string[] = []): Response {
  const headers = gateHeaders("admitted", { "Content-Type": "text/plain; charset=utf-8" });
  for (const cookie of setCookies) headers.append("Set-Cookie", cookie);
  return new Response("The site did not answer. Your admission stands: please try again in a moment.\n", {
    status: 502,
    headers,
  });
}
