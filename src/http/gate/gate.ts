// Decides how each request is answered. Each kind of answer has its own file.

import type { Asked } from "../../desk/desk.ts";
import { hasAskedBefore } from "../../domain/request-kind.ts";
import type { Lot, Newcomer, Ticket } from "../../domain/ticket.ts";
import { deriveVisitorId } from "../../domain/visitor.ts";
import { preflightAnswer } from "../answers/headers.ts";
import { switchLanguage } from "../answers/language.ts";
import { forward } from "../origin/forward.ts";
import { hasTicketCookie, numbered, type RequestContext } from "../request/request-context.ts";
import { admitNow, letIn, passOpenly } from "./admit.ts";
import { reclaim } from "./grace.ts";
import { leave } from "./leave.ts";
import { answerOutsideOpeningHours } from "./outside-opening-hours.ts";
import { answerStanding, answerSubresource, keepWaiting } from "./wait.ts";

/**
 * Answers every request outside `/__corral/`.
 *
 * *Guarantees*: a request reaches the origin only with a pass or by a script's decision. The exceptions are `BYPASS`,
 * `ON_FAULT=open` and, before the lobby, `BEFORE=forward`.
 * *Costs*: no round trip for a pass (one per renewal) or a wait that the snapshot can answer; else one.
 */
export async function gate(context: RequestContext): Promise<Response> {
  switch (context.kind) {
    case "bypassed":
      return forward(context, { passToken: null });
    case "preflight":
      return preflightAnswer();
    case "leave":
      return leave(context);
    case "language":
      return switchLanguage(context);
    case "status":
    case "subresource":
    case "navigation":
    case "api":
      return judge(context);
    default: {
      const unreachable: never = context.kind;
      return unreachable;
    }
  }
}

async function judge(context: RequestContext): Promise<Response> {
  const shown = await context.shownPass();
  const current = shown?.validity === "expired" ? await reclaim(context, shown) : shown;
  // The pass that lets a finished visitor's thank-you page load does not let their other tabs in.
  const isDone = current?.pass.stage === "done" && context.kind === "status";
  if (current !== null && !isDone) return letIn(context, current);
  return (await answerOutsideOpeningHours(context)) ?? judgeWithoutPass(context);
}

async function judgeWithoutPass(context: RequestContext): Promise<Response> {
  if (context.kind === "subresource") return passOpenly(context) ?? answerSubresource();
  // A cross-site form: cookies are missing or must not be replaced. The page it gets will poll with them.
  if (context.cookies === "own-pass-only") return passOpenly(context) ?? answerStanding(context, null);
  const ticket = await context.shownTicket();
  if (ticket !== null) return judgeTicket(context, await numbered(context, ticket), ticket);
  if (context.kind === "status" && hasAskedBefore(context.request.headers)) {
    // Even an invalid ticket proves that the browser keeps cookies.
    return hasTicketCookie(context) ? welcome(context, successor(context), "wait") : answerStanding(context, "cookies");
  }
  return welcome(context, context.mintNewcomer(), context.kind === "navigation" ? "enter" : "wait");
}

async function judgeTicket(context: RequestContext, ticket: Ticket | null, shown: Ticket | Lot): Promise<Response> {
  const asked = ticket === null ? null : await context.desk.ask(ticket, context.keepAlive);
  if (ticket !== null && asked !== null && asked.kind !== "spent") return answer(context, asked, ticket);
  // The holder of a ticket that is spent or from another day is a new arrival: the same one however often they ask.
  return welcome(context, { ...successor(context), visitor: await deriveVisitorId(shown.visitor) }, "wait");
}

async function welcome(context: RequestContext, arrival: Newcomer, may: "enter" | "wait"): Promise<Response> {
  const asked = await context.desk.welcome(arrival, may, context.keepAlive);
  return answer(context, asked, arrival);
}

function answer(context: RequestContext, asked: Asked, holder: Ticket | Newcomer): Promise<Response> | Response {
  switch (asked.kind) {
    case "admitted":
      return admitNow(context, asked, holder);
    case "outage":
      return passOpenly(context) ?? keepWaiting(context, asked, holder);
    case "waiting":
      return keepWaiting(context, asked, holder);
    case "spent":
      // A newcomer's id is new, so it cannot be spent.
      return answerStanding(context, null);
    default: {
      const unreachable: never = asked;
      return unreachable;
    }
  }
}

/** A newcomer whose browser held another place before. */
function successor(context: RequestContext): Newcomer {
  return { ...context.mintNewcomer(), after: "another place" };
}
