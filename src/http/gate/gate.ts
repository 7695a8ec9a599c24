// Which way a request takes. Each way has a file of its own: forwarding, waiting, leaving.

import type { Asked, Newcomer } from "../../desk/desk.ts";
import { hasAskedBefore } from "../../domain/request-kind.ts";
import type { Lot, Ticket } from "../../domain/ticket.ts";
import { deriveVisitorId } from "../../domain/visitor.ts";
import { preflightAnswer } from "../answers/headers.ts";
import { switchLanguage } from "../answers/language.ts";
import { forward } from "../origin/forward.ts";
import { hasTicketCookie, newcomer, numbered, readPass, readTicket, type Visit } from "../request/request-context.ts";
import { admitNow, letIn, passOpenly } from "./admit.ts";
import { reclaim } from "./grace.ts";
import { leave } from "./leave.ts";
import { answerByHour } from "./outside-opening-hours.ts";
import { answerStanding, answerSubresource, keepWaiting } from "./wait.ts";

/** *Guarantees*: nothing reaches the origin without a pass or a script's decision, but what bypasses and `open`. */
export async function gate(visit: Visit): Promise<Response> {
  switch (visit.kind) {
    case "bypassed":
      return forward(visit, { passToken: null });
    case "preflight":
      return preflightAnswer();
    case "leave":
      return leave(visit);
    case "language":
      return switchLanguage(visit);
    case "status":
    case "subresource":
    case "navigation":
    case "api":
      return judge(visit);
    default: {
      const unreachable: never = visit.kind;
      return unreachable;
    }
  }
}

async function judge(visit: Visit): Promise<Response> {
  const shown = await readPass(visit);
  const current = shown?.validity === "expired" ? await reclaim(visit, shown.pass, shown.token) : shown;
  // A finished visitor's other tabs do not get in by the pass that lets his thank-you page load.
  const isDone = current?.pass.stage === "done" && visit.kind === "status";
  if (current !== null && !isDone) return letIn(visit, current);
  return (await answerByHour(visit)) ?? judgeWithoutPass(visit);
}

async function judgeWithoutPass(visit: Visit): Promise<Response> {
  if (visit.kind === "subresource") return passOpenly(visit) ?? answerSubresource();
  // Its cookies stayed at home or may not be replaced: the page that it gets will ask with them.
  if (visit.cookies === "own-pass-only") return passOpenly(visit) ?? answerStanding(visit, null);
  const ticket = await readTicket(visit);
  if (ticket !== null) return judgeTicket(visit, await numbered(visit, ticket), ticket);
  if (visit.kind === "status" && hasAskedBefore(visit.request.headers)) {
    // A ticket that is no good shows that cookies are kept.
    return hasTicketCookie(visit) ? welcome(visit, anew(visit), "wait") : answerStanding(visit, "cookies");
  }
  return welcome(visit, newcomer(visit), visit.kind === "navigation" ? "enter" : "wait");
}

async function judgeTicket(visit: Visit, ticket: Ticket | null, shown: Ticket | Lot): Promise<Response> {
  const asked = ticket === null ? null : await visit.parts.desk.ask(ticket, visit.keepAlive);
  if (ticket !== null && asked !== null && asked.kind !== "spent") return answer(visit, asked, ticket);
  // Whoever's ticket is over, or of another day, is a new arrival, the same one however often he asks.
  return welcome(visit, { ...anew(visit), visitor: await deriveVisitorId(shown.visitor) }, "wait");
}

async function welcome(visit: Visit, arrival: Newcomer, may: "enter" | "wait"): Promise<Response> {
  const asked = await visit.parts.desk.welcome(arrival, may, visit.keepAlive);
  return answer(visit, asked, arrival);
}

function answer(visit: Visit, asked: Asked, holder: Ticket | Newcomer): Promise<Response> | Response {
  switch (asked.kind) {
    case "admitted":
      return admitNow(visit, asked, holder);
    case "outage":
      return passOpenly(visit) ?? keepWaiting(visit, asked, holder);
    case "waiting":
      return keepWaiting(visit, asked, holder);
    case "spent":
      // A newcomer's id was never seen, so its ticket cannot be over.
      return answerStanding(visit, null);
    default: {
      const unreachable: never = asked;
      return unreachable;
    }
  }
}

/** Who had another place before. */
function anew(visit: Visit): Newcomer {
  return { ...newcomer(visit), after: "another place" };
}
